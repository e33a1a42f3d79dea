// A barrier in shared memory orders processes.
#include <pthread.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct page {
    pthread_barrier_t both;
    int value[2];
};

int
main(void)
{
    pthread_barrierattr_t a;
    struct page *p = mmap(NULL, sizeof *p, PROT_READ | PROT_WRITE,
                          MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    pthread_barrierattr_init(&a);
    pthread_barrierattr_setpshared(&a, PTHREAD_PROCESS_SHARED);
    pthread_barrier_init(&p->both, &a, 2);
    pid_t child = fork();
    int me = child == 0;
    p->value[me] = me + 1;
    pthread_barrier_wait(&p->both);
    int other = p->value[1 - me];
    if (child == 0)
        _exit(other == 1 ? 0 : 1);
    int status;
    waitpid(child, &status, 0);
    munmap(p, sizeof *p);
    return other == 2 && status == 0 ? 0 : 1;
}
