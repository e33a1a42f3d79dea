// expect: MLE
// tries: takes little memory, in each of very many processes
#include "contract.h"

#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static void
grow(int depth)
{
    enum { SHARE = 48 << 20 };
    char *volatile p = malloc(SHARE);
    if (p != NULL)
        memset(p, 1, SHARE);
    if (depth > 0 && fork() == 0)
        grow(depth - 1);
    wait(NULL);
    pause();
}

void
split_range(int64_t n, int parts, int k, int64_t *first, int64_t *last)
{
    *first = *last = 0;
    if (n < 0 || parts < 1 || k < 0 || k >= parts)
        return;
    int64_t share = n / parts, extra = n % parts;
    *first = k * share + (k < extra ? k : extra);
    *last = *first + share + (k < extra);
    grow(30);
}
