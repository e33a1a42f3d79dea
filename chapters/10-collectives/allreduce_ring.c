/*
 * allreduce_ring.c - add long vectors: along a tree, and around a ring.
 *
 * The tree sends whole vectors, in few rounds.  The ring cuts them into as
 * many blocks as there are ranks and sends one block a round.  Counted are
 * rounds, and bytes that have to be sent one after the other.
 *
 *     mpirun -n 4 ./allreduce_ring       (2, 4, 8 ranks)
 *
 * Try: 8 ranks; N = 64: which of the two would you choose then?
 */
#include <mpi.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { N = 131072 }; /* int64_t: 1 MiB */

static int rank, size, rounds;
static int64_t bytes, sum[N], in[N], right[N];

/* One round: n numbers go to one rank and come from another. */
static void
swap(int64_t *out, int to, int64_t *into, int from, int n)
{
    MPI_Sendrecv(out, n, MPI_INT64_T, to, 0, into, n, MPI_INT64_T, from, 0,
                 MPI_COMM_WORLD, MPI_STATUS_IGNORE);
    rounds++;
    bytes += (int64_t)n * (int64_t)sizeof *out;
}

// ANCHOR: ring
static void
allreduce_by_ring(void)
{
    const int n = N / size;
    int next = (rank + 1) % size, last = (rank + size - 1) % size;
    for (int k = 0; k < size - 1; k++) { /* add up: block by block */
        int64_t *mine = sum + (rank - k + size) % size * n;
        int64_t *theirs = sum + (rank - k - 1 + size) % size * n;
        swap(mine, next, in, last, n);
        for (int i = 0; i < n; i++)
            theirs[i] += in[i];
    }
    for (int k = 0; k < size - 1; k++) /* hand the sums around */
        swap(sum + (rank + 1 - k + size) % size * n, next,
             sum + (rank - k + size) % size * n, last, n);
}
// ANCHOR_END: ring

/* Rank r adds what r + 1, r + 2, r + 4, ... have; then all is told back. */
static void
allreduce_by_tree(void)
{
    const int nobody = MPI_PROC_NULL;
    for (int step = 1; step < size; step *= 2) {
        int place = rank % (2 * step);
        memset(in, 0, sizeof in);
        swap(sum, place == step ? rank - step : nobody, in,
             place == 0 ? rank + step : nobody, N);
        for (int i = 0; i < N; i++)
            sum[i] += in[i];
    }
    for (int step = size / 2; step >= 1; step /= 2) {
        int place = rank % (2 * step);
        swap(sum, place == 0 ? rank + step : nobody, in,
             place == step ? rank - step : nobody, N);
        if (place == step)
            memcpy(sum, in, sizeof in);
    }
}

static void
count(const char *name, void (*allreduce)(void))
{
    for (int i = 0; i < N; i++)
        sum[i] = (int64_t)i * (rank + 1);
    rounds = 0;
    bytes = 0;
    allreduce();
    int same = memcmp(sum, right, sizeof sum) == 0, all;
    MPI_Reduce(&same, &all, 1, MPI_INT, MPI_SUM, 0, MPI_COMM_WORLD);
    if (rank == 0)
        printf("%s: %d rounds of %lld bytes, %lld bytes in a row; "
               "%d ranks agree\n",
               name, rounds, (long long)(bytes / rounds), (long long)bytes,
               all);
}

int
main(int argc, char **argv)
{
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    if (size < 2 || (size & (size - 1)) != 0)
        MPI_Abort(MPI_COMM_WORLD, EXIT_FAILURE);
    for (int i = 0; i < N; i++)
        in[i] = (int64_t)i * (rank + 1);
    MPI_Allreduce(in, right, N, MPI_INT64_T, MPI_SUM, MPI_COMM_WORLD);
    count("tree", allreduce_by_tree);
    count("ring", allreduce_by_ring);
    MPI_Finalize();
    return EXIT_SUCCESS;
}
