// A pointer goes through a pipe to another thread.
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

static int ends[2], sum;

static void *
sender(void *arg)
{
    for (int i = 0; i < 20; i++) {
        int *p = malloc(sizeof *p);
        *p = i;
        if (write(ends[1], &p, sizeof p) != sizeof p)
            return NULL;
    }
    close(ends[1]);
    return arg;
}

static void *
receiver(void *arg)
{
    int *p;
    while (read(ends[0], &p, sizeof p) == sizeof p) {
        sum += *p;
        free(p);
    }
    close(ends[0]);
    return arg;
}

int
main(void)
{
    pthread_t t[2];
    if (pipe(ends) != 0)
        return 1;
    pthread_create(&t[0], NULL, sender, NULL);
    pthread_create(&t[1], NULL, receiver, NULL);
    for (int i = 0; i < 2; i++)
        pthread_join(t[i], NULL);
    if (sum != 190)
        return 1;
    return 0;
}
