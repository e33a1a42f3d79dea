// A writer comes after all readers: their notes are its own now.
#include <pthread.h>
#include <sched.h>
#include <stdint.h>

static int noted[3], readers, sum;
static pthread_rwlock_t lock = PTHREAD_RWLOCK_INITIALIZER;

static void *
reader(void *arg)
{
    int me = (int)(intptr_t)arg;
    pthread_rwlock_rdlock(&lock);
    noted[me] = 5;
    __atomic_fetch_add(&readers, 1, __ATOMIC_RELAXED);
    pthread_rwlock_unlock(&lock);
    return NULL;
}

int
main(void)
{
    pthread_t t[3];
    for (int i = 0; i < 3; i++)
        pthread_create(&t[i], NULL, reader, (void *)(intptr_t)i);
    for (int all = 0; !all; sched_yield()) {
        pthread_rwlock_wrlock(&lock);
        all = __atomic_load_n(&readers, __ATOMIC_RELAXED) == 3;
        for (int i = 0; all && i < 3; i++)
            sum += noted[i];
        pthread_rwlock_unlock(&lock);
    }
    for (int i = 0; i < 3; i++)
        pthread_join(t[i], NULL);
    return sum == 15 ? 0 : 1;
}
