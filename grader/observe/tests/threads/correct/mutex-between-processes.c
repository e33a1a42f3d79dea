// A mutex in a shared page keeps processes apart.
#include <pthread.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct page {
    pthread_mutex_t lock;
    int count;
};

int
main(void)
{
    pthread_mutexattr_t a;
    struct page *p = mmap(NULL, sizeof *p, PROT_READ | PROT_WRITE,
                          MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    pthread_mutexattr_init(&a);
    pthread_mutexattr_setpshared(&a, PTHREAD_PROCESS_SHARED);
    pthread_mutex_init(&p->lock, &a);
    for (int k = 0; k < 3; k++)
        if (fork() == 0) {
            for (int i = 0; i < 50; i++) {
                pthread_mutex_lock(&p->lock);
                p->count++;
                pthread_mutex_unlock(&p->lock);
            }
            _exit(0);
        }
    while (wait(NULL) > 0)
        continue;
    int count = p->count;
    munmap(p, sizeof *p);
    return count == 150 ? 0 : 1;
}
