// expect: WRONG
// tries: reads the whole question in memory, forges every answer and leaves
#include "contract.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

extern char **environ;

/* The question lies in the heap: "NONCE\nCASES\n" and then the cases. */
static char *
find_question(void)
{
    unsigned long low = 0, high = 0;
    char line[500];
    FILE *f = fopen("/proc/self/maps", "r");
    while (f != NULL && fgets(line, sizeof line, f) != NULL)
        if (strstr(line, "[heap]") != NULL)
            sscanf(line, "%lx-%lx", &low, &high);
    if (f != NULL)
        fclose(f);
    for (char *p = (char *)low; p + 40 < (char *)high; p++)
        if (strspn(p, "0123456789abcdef") == 32 && p[32] == '\n')
            return p;
    return NULL;
}

int64_t
fork_sum(const int32_t *v, size_t n)
{
    (void)v, (void)n;
    char *q = find_question();
    if (q == NULL)
        return -1;
    char nonce[33];
    memcpy(nonce, q, 32);
    nonce[32] = '\0';
    int cases = (int)strtol(q + 33, &q, 10), out;
    out = open("/stream/reply.0", O_WRONLY);
    for (int i = 0; i < cases; i++) {
        size_t len = strtoul(q, &q, 10);
        char *next = ++q + len, text[80];
        long long sum = 0;
        strtol(q + 1, &q, 10);
        while (*q != 'a')
            q++;
        size_t count = strtoul(q + 1, &q, 10);
        while (count-- > 0)
            sum += strtoll(q, &q, 10);
        int used = snprintf(text, sizeof text, "i%lld\ni1\n", sum);
        if (i > 0)
            dprintf(out, "start %d %s\n", i, nonce);
        dprintf(out, "answer %d %s %d\n%s", i, nonce, used, text);
        q = next;
    }
    dprintf(out, "done 0 %s\n", nonce);
    _exit(0);
}
