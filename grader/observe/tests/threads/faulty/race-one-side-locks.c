// expect: RACE
// says: Nothing orders two threads at `balance`: thread 2 *s it at {2} with no lock held; thread 1 *s it at {1} holding `lock` (locked at {3}). Lock `lock` at {2} too.
// One thread keeps the rule, the other does not.
#include <pthread.h>

static long balance = 100;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void *
pay_in(void *arg)
{
    for (int i = 0; i < 50; i++) {
        pthread_mutex_lock(&lock); /* 3 */
        balance += 1;              /* 1 */
        pthread_mutex_unlock(&lock);
    }
    return arg;
}

static void *
pay_out(void *arg)
{
    for (int i = 0; i < 50; i++)
        balance -= 1; /* 2 */
    return arg;
}

int
main(void)
{
    pthread_t t[2];
    pthread_create(&t[0], NULL, pay_in, NULL);
    pthread_create(&t[1], NULL, pay_out, NULL);
    for (int i = 0; i < 2; i++)
        pthread_join(t[i], NULL);
    return 0;
}
