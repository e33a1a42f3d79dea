// An unnamed semaphore in a shared page.
#include <semaphore.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct page {
    sem_t ready;
    int value;
};

int
main(void)
{
    struct page *p = mmap(NULL, sizeof *p, PROT_READ | PROT_WRITE,
                          MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    sem_init(&p->ready, 1, 0);
    if (fork() == 0) {
        p->value = 3;
        sem_post(&p->ready);
        _exit(0);
    }
    sem_wait(&p->ready);
    int seen = p->value;
    wait(NULL);
    sem_destroy(&p->ready);
    munmap(p, sizeof *p);
    return seen == 3 ? 0 : 1;
}
