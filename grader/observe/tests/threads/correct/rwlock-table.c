// Many read, one writes.
#include <pthread.h>
#include <stddef.h>

static int table[16];
static pthread_rwlock_t lock = PTHREAD_RWLOCK_INITIALIZER;

static void *
reader(void *arg)
{
    long sum = 0;
    for (int i = 0; i < 40; i++) {
        pthread_rwlock_rdlock(&lock);
        for (int k = 0; k < 16; k++)
            sum += table[k];
        pthread_rwlock_unlock(&lock);
    }
    return sum >= 0 ? arg : NULL;
}

static void *
writer(void *arg)
{
    for (int i = 0; i < 40; i++) {
        pthread_rwlock_wrlock(&lock);
        table[i % 16]++;
        pthread_rwlock_unlock(&lock);
    }
    return arg;
}

int
main(void)
{
    pthread_t t[4];
    for (int i = 0; i < 4; i++)
        pthread_create(&t[i], NULL, i == 0 ? writer : reader, NULL);
    for (int i = 0; i < 4; i++)
        pthread_join(t[i], NULL);
    pthread_rwlock_destroy(&lock);
    return 0;
}
