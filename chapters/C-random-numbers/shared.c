/*
 * shared.c - all workers take their numbers from one generator: rand().
 *
 * Run:  ./shared [WORKERS [locked]]      1,000,000 must divide by WORKERS
 * Try:  4 workers, twice.  Then twice with a lock around each dart.
 */
#include <inttypes.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "check.h"

enum { DARTS = 1000000, MAX_WORKERS = 64 };

static int64_t share; /* darts for each worker */

// ANCHOR: work
static bool locked;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void *
work(void *arg)
{
    const uint64_t side = (uint64_t)RAND_MAX + 1;
    int64_t *hits = arg, mine = 0;
    for (int64_t k = 0; k < share; k++) {
        if (locked)
            check_thread(pthread_mutex_lock(&lock), "lock");
        uint64_t x = (uint64_t)rand(), y = (uint64_t)rand();
        if (locked)
            check_thread(pthread_mutex_unlock(&lock), "unlock");
        mine += x * x + y * y < side * side;
    }
    *hits = mine;
    return NULL;
}
// ANCHOR_END: work

int
main(int argc, char **argv)
{
    int workers = argc > 1 ? (int)strtol(argv[1], NULL, 10) : 4;
    if (workers < 1 || workers > MAX_WORKERS || DARTS % workers != 0 ||
        (argc > 2 && strcmp(argv[2], "locked") != 0)) {
        fprintf(stderr,
                "shared: 1 to %d workers who can share %d darts "
                "equally, and perhaps the word locked\n",
                MAX_WORKERS, DARTS);
        return EXIT_FAILURE;
    }
    share = DARTS / workers;
    locked = argc > 2;
    srand(1);
    printf("rand, 0 to %d:", RAND_MAX);
    for (int i = 0; i < 3; i++)
        printf(" %d", rand());
    printf("\n");

    pthread_t threads[MAX_WORKERS];
    int64_t hits[MAX_WORKERS] = {0}, sum = 0;
    srand(1);
    for (int w = 0; w < workers; w++)
        check_thread(pthread_create(&threads[w], NULL, work, &hits[w]),
                     "pthread_create");
    printf("hits:");
    for (int w = 0; w < workers; w++) {
        check_thread(pthread_join(threads[w], NULL), "pthread_join");
        printf(" %" PRId64, hits[w]);
        sum += hits[w];
    }
    printf("  sum %" PRId64 "\n", sum);
    return EXIT_SUCCESS;
}
