// expect: DEADLOCK
// says: Child 1 waits at {2} for `lock`, which thread 1 of the parent held (locked at {1}) at the moment of fork. Only the thread that calls fork exists in the child, so nobody there can unlock it. Fork before you make threads, or call exec at once.
// The child has a copy of a lock that nobody there can open.
#include <pthread.h>
#include <semaphore.h>
#include <sys/wait.h>
#include <unistd.h>

static sem_t locked, over;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void *
work(void *arg)
{
    pthread_mutex_lock(&lock); /* 1 */
    sem_post(&locked);
    sem_wait(&over);
    pthread_mutex_unlock(&lock);
    return arg;
}

int
main(void)
{
    pthread_t t;
    sem_init(&locked, 0, 0);
    sem_init(&over, 0, 0);
    pthread_create(&t, NULL, work, NULL);
    sem_wait(&locked);
    if (fork() == 0) {
        pthread_mutex_lock(&lock); /* 2 */
        pthread_mutex_unlock(&lock);
        _exit(0);
    }
    wait(NULL);
    sem_post(&over);
    pthread_join(t, NULL);
    return 0;
}
