// What a child writes into private memory is its own.
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static int global;

int
main(void)
{
    int *heap = calloc(1, sizeof *heap);
    for (int k = 0; k < 3; k++)
        if (fork() == 0) {
            global++;
            ++*heap;
            free(heap);
            _exit(global == 1 ? 0 : 1);
        }
    global = 5;
    *heap = 6;
    int failed = 0, status;
    while (wait(&status) > 0)
        failed += status != 0;
    free(heap);
    return failed;
}
