// A named semaphore between processes, unlinked at once.
#include <fcntl.h>
#include <semaphore.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

int
main(void)
{
    char name[64];
    snprintf(name, sizeof name, "/many-hands-ok-%d", (int)getpid());
    sem_t *turn = sem_open(name, O_CREAT | O_EXCL, 0600, 0);
    if (turn == SEM_FAILED)
        return 1;
    sem_unlink(name);
    int *value = mmap(NULL, sizeof *value, PROT_READ | PROT_WRITE,
                      MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (fork() == 0) {
        *value = 9;
        sem_post(turn);
        _exit(0);
    }
    sem_wait(turn);
    int seen = *value;
    wait(NULL);
    sem_close(turn);
    munmap(value, sizeof *value);
    return seen == 9 ? 0 : 1;
}
