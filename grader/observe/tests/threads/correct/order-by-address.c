// Two forks each, always the smaller number first.
#include <pthread.h>
#include <stdint.h>

enum { N = 5 };
static pthread_mutex_t fork_[N];
static int meals[N];

static void *
philosopher(void *arg)
{
    int me = (int)(intptr_t)arg, other = (me + 1) % N;
    int low = me < other ? me : other, high = me < other ? other : me;
    for (int i = 0; i < 10; i++) {
        pthread_mutex_lock(&fork_[low]);
        pthread_mutex_lock(&fork_[high]);
        meals[me]++;
        pthread_mutex_unlock(&fork_[high]);
        pthread_mutex_unlock(&fork_[low]);
    }
    return NULL;
}

int
main(void)
{
    pthread_t t[5];
    for (int i = 0; i < N; i++)
        pthread_mutex_init(&fork_[i], NULL);
    for (int i = 0; i < 5; i++)
        pthread_create(&t[i], NULL, philosopher, (void *)(intptr_t)i);
    for (int i = 0; i < 5; i++)
        pthread_join(t[i], NULL);
    for (int i = 0; i < N; i++)
        pthread_mutex_destroy(&fork_[i]);
    return 0;
}
