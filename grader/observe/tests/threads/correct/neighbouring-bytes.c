// Neighbours in memory are not the same memory.
#include <pthread.h>
#include <stddef.h>

static char cell[8];
static struct {
    short a;
    char b, c;
    int d;
} parts;

static void *
work(void *arg)
{
    char *mine = arg;
    for (int i = 0; i < 40; i++)
        ++*mine;
    switch (mine - cell) {
    case 0:
        parts.a = 1;
        break;
    case 1:
        parts.b = 1;
        break;
    case 2:
        parts.c = 1;
        break;
    default:
        parts.d = 1;
    }
    return NULL;
}

int
main(void)
{
    pthread_t t[4];
    for (int i = 0; i < 4; i++)
        pthread_create(&t[i], NULL, work, &cell[i]);
    for (int i = 0; i < 4; i++)
        pthread_join(t[i], NULL);
    if (cell[3] != 40 || parts.d != 1)
        return 1;
    return 0;
}
