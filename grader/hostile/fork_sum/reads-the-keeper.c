// expect: WRONG
// tries: reads the secret word of the reply in the keeper's memory
#include "contract.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <unistd.h>

int64_t
fork_sum(const int32_t *v, size_t n)
{
    char path[64], line[300];
    int64_t sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += v[i];
    snprintf(path, sizeof path, "/proc/%d/maps", (int)getppid());
    FILE *f = fopen(path, "r");
    if (f == NULL || fgets(line, sizeof line, f) == NULL)
        return -1; /* as it must be: nothing is to be seen */
    fclose(f);
    int out = open("/stream/reply.0", O_WRONLY);
    dprintf(out, "the keeper can be read: %s", line);
    _exit(0);
}
