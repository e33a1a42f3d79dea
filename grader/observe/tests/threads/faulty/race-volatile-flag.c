// expect: RACE
// says: Nothing orders two threads at `*`: *
// volatile orders nothing.
#include <pthread.h>

static volatile int ready;
static int value;

static void *
reader(void *arg)
{
    while (!ready) /* 1 */
        continue;
    return value == 7 ? arg : NULL;
}

static void *
writer(void *arg)
{
    value = 7;
    ready = 1; /* 2 */
    return arg;
}

int
main(void)
{
    pthread_t t[2];
    pthread_create(&t[0], NULL, reader, NULL);
    pthread_create(&t[1], NULL, writer, NULL);
    for (int i = 0; i < 2; i++)
        pthread_join(t[i], NULL);
    return 0;
}
