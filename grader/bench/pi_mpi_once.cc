// pi_mpi_once.cc - the driver of pi_mpi without its battery: one launch of
// four ranks, one question.  For `make bench` only.
#include "driver.h"
#include "driver_darts.h"

TEST(pi_mpi, same_hits_on_every_rank)
{
    uint64_t seed = (uint64_t)random_between(0, 1 << 30);
    int64_t n = random_between(1000, 5000);
    Question q;
    // The values that grader/probes/pi_mpi.c takes; 0: really throw.
    q << (int64_t)WORLD << (int64_t)PLAIN << (int64_t)seed << n << 0;
    Launch run = run_probe("plain", 4, {q});
    int64_t hits = true_hits(seed, 0, n);
    for (int rank = 0; rank < 4; rank++) {
        Answer *a = run.need(0, rank);
        if (a && a->i64() != hits)
            wrong("", say("rank %d has other hits", rank));
    }
}
