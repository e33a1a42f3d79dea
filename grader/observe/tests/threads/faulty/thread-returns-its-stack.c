// expect: MISUSE
// says: The result of thread 1 (made at {1}), which pthread_join takes at {2}, is the address of a variable of its own, which is gone when the thread has ended. Return memory from malloc, or write to a place that whoever makes the thread gives it.
// What the address points to may still be there, or not.
#include <pthread.h>

static void *
work(void *arg)
{
    int result = *(int *)arg + 1;
    int *volatile at = &result;
    return at;
}

int
main(void)
{
    pthread_t t;
    void *result;
    int number = 7;
    pthread_create(&t, NULL, work, &number); /* 1 */
    pthread_join(t, &result); /* 2 */
    return 0;
}
