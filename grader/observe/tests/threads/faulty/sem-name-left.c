// expect: LEAK
// says: The name /many-hands-test-sem, made at {1}, is still there after the program has ended; the next run finds it. Unlink it.
// A named semaphore outlives its program.
#include <fcntl.h>
#include <semaphore.h>

int
main(void)
{
    sem_t *s = sem_open("/many-hands-test-sem", O_CREAT, 0600, 1); /* 1 */
    sem_close(s);
    return 0;
}
