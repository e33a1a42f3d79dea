// The first who needs the table makes it.
#include <pthread.h>
#include <stddef.h>

static int squares[16], calls;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void
make(void)
{
    calls++;
    for (int i = 0; i < 16; i++)
        squares[i] = i * i;
}

static void *
work(void *arg)
{
    pthread_once(&once, make);
    return squares[15] == 225 ? arg : NULL;
}

int
main(void)
{
    pthread_t t[4];
    for (int i = 0; i < 4; i++)
        pthread_create(&t[i], NULL, work, NULL);
    for (int i = 0; i < 4; i++)
        pthread_join(t[i], NULL);
    if (calls != 1)
        return 1;
    return 0;
}
