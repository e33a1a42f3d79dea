// A whole struct is copied, always under the lock.
#include <pthread.h>
#include <string.h>

struct record {
    char text[100];
    int length;
};
static struct record shared;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void *
work(void *arg)
{
    struct record mine = {.length = 0};
    for (int i = 0; i < 20; i++) {
        pthread_mutex_lock(&lock);
        mine = shared;
        mine.text[mine.length++ % 100] = 'x';
        memcpy(&shared, &mine, sizeof mine);
        pthread_mutex_unlock(&lock);
    }
    return arg;
}

int
main(void)
{
    pthread_t t[3];
    for (int i = 0; i < 3; i++)
        pthread_create(&t[i], NULL, work, NULL);
    for (int i = 0; i < 3; i++)
        pthread_join(t[i], NULL);
    if (shared.length != 60)
        return 1;
    return 0;
}
