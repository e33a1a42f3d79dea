// expect: LEAK
// tries: right answers, and a name in shared memory left each time
#include "contract.h"

#include <pthread.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

static void *
write_42(void *cell)
{
    *(int *)cell = 42;
    return NULL;
}

int
who_sees(enum worker_kind how, int *cell)
{
    pthread_t thread;
    if (cell == NULL || (how != BY_FORK && how != BY_THREAD))
        return -1;
    char name[32];
    static int calls;
    snprintf(name, sizeof name, "/left-%d", calls++);
    close(shm_open(name, O_CREAT | O_RDWR, 0600));
    if (how == BY_THREAD) {
        pthread_create(&thread, NULL, write_42, cell);
        pthread_join(thread, NULL);
    } else {
        pid_t child = fork();
        if (child == 0) {
            write_42(cell);
            _exit(0);
        }
        waitpid(child, NULL, 0);
    }
    return *cell;
}
