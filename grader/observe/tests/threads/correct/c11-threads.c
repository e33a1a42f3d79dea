// The same things by their names in C11.
#include <threads.h>

static int count, ready, made;
static mtx_t lock;
static cnd_t go;
static once_flag once = ONCE_FLAG_INIT;

static void
make(void)
{
    made = 5;
}

static int
work(void *arg)
{
    (void)arg;
    call_once(&once, make);
    mtx_lock(&lock);
    while (!ready)
        cnd_wait(&go, &lock);
    count += made;
    mtx_unlock(&lock);
    return made;
}

int
main(void)
{
    thrd_t t[3];
    int sum = 0, one;
    mtx_init(&lock, mtx_plain);
    cnd_init(&go);
    for (int i = 0; i < 3; i++)
        thrd_create(&t[i], work, NULL);
    mtx_lock(&lock);
    ready = 1;
    mtx_unlock(&lock);
    cnd_broadcast(&go);
    for (int i = 0; i < 3; i++) {
        thrd_join(t[i], &one);
        sum += one;
    }
    cnd_destroy(&go);
    mtx_destroy(&lock);
    return sum == 15 && count == 15 ? 0 : 1;
}
