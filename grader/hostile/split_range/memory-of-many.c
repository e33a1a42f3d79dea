// expect: MLE
// tries: takes little memory, in each of very many processes
#include "contract.h"

#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

void
split_range(int64_t n, int parts, int k, int64_t *first, int64_t *last)
{
    *first = *last = 0;
    if (n < 0 || parts < 1 || k < 0 || k >= parts)
        return;
    int64_t share = n / parts, extra = n % parts;
    *first = k * share + (k < extra ? k : extra);
    *last = *first + share + (k < extra);
    for (int i = 0; i < 40; i++)
        if (fork() == 0) {
            char *volatile p = malloc(64 << 20);
            if (p != NULL)
                memset(p, 1, 64 << 20);
            for (;;)
                sleep(1000);
        }
    sleep(1000);
}
