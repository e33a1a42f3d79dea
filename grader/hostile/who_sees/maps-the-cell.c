// expect: CRASH
// tries: replaces the page of the cell by one that both share
#include "contract.h"

#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

int
who_sees(enum worker_kind how, int *cell)
{
    if (cell == NULL || (how != BY_FORK && how != BY_THREAD))
        return -1;
    char *page = (char *)((uintptr_t)cell & ~(uintptr_t)4095);
    char copy[4096];
    memcpy(copy, page, sizeof copy);
    mmap(page, 4096, PROT_READ | PROT_WRITE,
         MAP_SHARED | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
    memcpy(page, copy, sizeof copy);
    pid_t child = fork();
    if (child == 0) {
        *cell = 42;
        _exit(0);
    }
    waitpid(child, NULL, 0);
    return *cell;
}
