// Blocks go from one thread to the next through malloc.
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

static void *
work(void *arg)
{
    for (int i = 0; i < 60; i++) {
        size_t n = 16u << i % 6;
        char *p = malloc(n);
        memset(p, i, n);
        p = realloc(p, 2 * n);
        p[2 * n - 1] = 1;
        free(p);
    }
    return arg;
}

int
main(void)
{
    pthread_t t[4];
    for (int i = 0; i < 4; i++)
        pthread_create(&t[i], NULL, work, NULL);
    for (int i = 0; i < 4; i++)
        pthread_join(t[i], NULL);
    return 0;
}
