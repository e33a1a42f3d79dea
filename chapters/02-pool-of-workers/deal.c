/*
 * deal.c - two ways to share darts among workers.
 *
 * Run:  ./deal [DARTS [WORKERS]]
 * Try:  15 darts on 8 workers.  How long does the slowest worker take, if
 *       one dart takes one second?  And 7 darts on 8 workers?
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

enum { MAX_WORKERS = 64 };

static void
print(const char *how, const int64_t *share, int workers)
{
    int64_t longest = 0;
    printf("%s", how);
    for (int w = 0; w < workers; w++) {
        printf(" %" PRId64, share[w]);
        longest = share[w] > longest ? share[w] : longest;
    }
    printf("  longest %" PRId64 "\n", longest);
}

int
main(int argc, char **argv)
{
    int64_t darts = argc > 1 ? strtoll(argv[1], NULL, 10) : 500;
    int workers = argc > 2 ? (int)strtol(argv[2], NULL, 10) : 8;
    int64_t share[MAX_WORKERS] = {0};
    if (darts < 0 || workers < 1 || workers > MAX_WORKERS) {
        fprintf(stderr, "deal: 0 or more darts, 1 to %d workers\n",
                MAX_WORKERS);
        return EXIT_FAILURE;
    }

    // ANCHOR: shares
    for (int w = 0; w < workers; w++)
        share[w] = darts / workers;
    share[workers - 1] += darts % workers;
    print("rest to the last:", share, workers);

    for (int w = 0; w < workers; w++)
        share[w] = 0;
    for (int64_t k = 0; k < darts; k++)
        share[k % workers]++;
    print("dealt like cards:", share, workers);
    // ANCHOR_END: shares
    return EXIT_SUCCESS;
}
