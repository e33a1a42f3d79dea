// Values by key, freed when a thread ends.
#include <pthread.h>
#include <stdlib.h>

static pthread_key_t key;

static void *
work(void *arg)
{
    int *mine = calloc(1, sizeof *mine);
    pthread_setspecific(key, mine);
    for (int i = 0; i < 20; i++)
        ++*(int *)pthread_getspecific(key);
    return *mine == 20 ? arg : NULL;
}

int
main(void)
{
    pthread_t t[4];
    pthread_key_create(&key, free);
    for (int i = 0; i < 4; i++)
        pthread_create(&t[i], NULL, work, NULL);
    for (int i = 0; i < 4; i++)
        pthread_join(t[i], NULL);
    pthread_key_delete(key);
    return 0;
}
