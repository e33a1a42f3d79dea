/*
 * meet.c - a barrier: nobody goes on before all are there.
 *
 * Run:  ./meet [THREADS]
 * Try:  take the first barrier out, then build it with -fsanitize=thread.
 */
#define _POSIX_C_SOURCE 200809L
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include "check.h"

enum { MOST = 64 };

static pthread_barrier_t barrier;
static int threads = 4, written[MOST], sums[MOST];

// ANCHOR: phases
static void *
two_phases(void *number)
{
    int me = *(int *)number;
    written[me] = me + 1;
    int result = pthread_barrier_wait(&barrier);
    for (int t = 0; t < threads; t++)
        sums[me] += written[t]; /* all of them are there */
    if (result == PTHREAD_BARRIER_SERIAL_THREAD)
        printf("one of %d threads says that all have written\n", threads);
    return NULL;
}
// ANCHOR_END: phases

int
main(int argc, char **argv)
{
    pthread_t thread[MOST];
    int number[MOST];
    if (argc > 1)
        threads = (int)strtol(argv[1], NULL, 10);
    if (threads < 1 || threads > MOST) {
        fprintf(stderr, "meet: 1 to %d threads\n", MOST);
        return EXIT_FAILURE;
    }
    check_thread(pthread_barrier_init(&barrier, NULL, (unsigned)threads),
                 "barrier");
    for (int t = 0; t < threads; t++) {
        number[t] = t;
        check_thread(
            pthread_create(&thread[t], NULL, two_phases, &number[t]),
            "create");
    }
    for (int t = 0; t < threads; t++)
        check_thread(pthread_join(thread[t], NULL), "join");
    for (int t = 0; t < threads; t++)
        printf("thread %d: the sum is %d\n", t, sums[t]);
    return EXIT_SUCCESS;
}
