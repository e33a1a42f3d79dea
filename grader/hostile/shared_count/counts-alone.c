// expect: SERIAL
// tries: children that do nothing, and a caller that knows the product
#include "contract.h"

#include <sys/wait.h>
#include <unistd.h>

int64_t
shared_count(int nproc, int64_t per_proc)
{
    if (nproc < 1 || per_proc < 0)
        return -1;
    for (int i = 0; i < nproc; i++)
        if (fork() == 0)
            _exit(0);
    for (int i = 0; i < nproc; i++)
        wait(NULL);
    return nproc * per_proc;
}
