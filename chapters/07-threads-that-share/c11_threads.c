/*
 * c11_threads.c - a guarded sum with the threads of C11.
 *
 * Run:  ./c11_threads [THREADS]
 * Try:  compare each call with its twin of POSIX in counter.c.
 */
#include <stdio.h>
#include <stdlib.h>
#include <threads.h>

enum { ADDITIONS = 1000, MOST = 64 };

static mtx_t lock;
static long sum; /* only with the lock */

static void
succeed(int result, const char *what)
{
    if (result != thrd_success) {
        fprintf(stderr, "c11_threads: %s failed\n", what);
        exit(EXIT_FAILURE);
    }
}

// ANCHOR: add
static int
add(void *unused)
{
    (void)unused;
    for (int i = 0; i < ADDITIONS; i++) {
        succeed(mtx_lock(&lock), "mtx_lock");
        sum++;
        succeed(mtx_unlock(&lock), "mtx_unlock");
    }
    return 0;
}
// ANCHOR_END: add

int
main(int argc, char **argv)
{
    int threads = argc > 1 ? (int)strtol(argv[1], NULL, 10) : 4;
    thrd_t thread[MOST];
    if (threads < 1 || threads > MOST) {
        fprintf(stderr, "c11_threads: 1 to %d threads\n", MOST);
        return EXIT_FAILURE;
    }
    succeed(mtx_init(&lock, mtx_plain), "mtx_init");
    for (int t = 0; t < threads; t++)
        succeed(thrd_create(&thread[t], add, NULL), "thrd_create");
    for (int t = 0; t < threads; t++)
        succeed(thrd_join(thread[t], NULL), "thrd_join");
    mtx_destroy(&lock);
    printf("%d threads: the sum is %ld\n", threads, sum);
    return EXIT_SUCCESS;
}
