// expect: DEADLOCK
// says: Nothing can move any more: the main thread waits at {2} for `lock`, which thread 1 of a library's pool locked at {1}.
// A thread of OpenMP's pool leaves the loop with the lock in its hand.
#include <omp.h>
#include <pthread.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

int
main(void)
{
#pragma omp parallel num_threads(2)
    if (omp_get_thread_num() == 1)
        pthread_mutex_lock(&lock); /* 1 */
    pthread_mutex_lock(&lock); /* 2 */
    pthread_mutex_unlock(&lock);
    return 0;
}
