// Made by one thread, freed by main after join.
#include <pthread.h>
#include <stdlib.h>

static void *
work(void *arg)
{
    int *p = malloc(100 * sizeof *p);
    (void)arg;
    for (int i = 0; i < 100; i++)
        p[i] = i;
    return p;
}

int
main(void)
{
    pthread_t t[4];
    int sum = 0;
    for (int i = 0; i < 4; i++)
        pthread_create(&t[i], NULL, work, NULL);
    for (int i = 0; i < 4; i++) {
        void *p;
        pthread_join(t[i], &p);
        sum += ((int *)p)[99];
        free(p);
    }
    return sum == 396 ? 0 : 1;
}
