/*
 * tree_bcast.c - a broadcast by messages: in a line, then along a tree.
 *
 * Rank 0 has a value, and all ranks need it.  Each message carries, beside
 * the value, the round it is sent in: a rank can send one message a round,
 * and only what it got in an earlier one.  So rounds are counted, not
 * timed.
 *
 *     mpirun -n 8 ./tree_bcast           (1, 2, 4, 8, 16, ... ranks)
 *
 * Try: 16 ranks; 6 ranks; let rank 1 begin the tree.
 */
#include <mpi.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

static int rank, size, sent;

// ANCHOR: message
struct message {
    int64_t value, round;
};

static void
give(struct message *m, int to)
{
    m->round++; /* one message a round */
    MPI_Send(m, 2, MPI_INT64_T, to, 0, MPI_COMM_WORLD);
    sent++;
}

static void
take(struct message *m, int from)
{
    MPI_Recv(m, 2, MPI_INT64_T, from, 0, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
}
// ANCHOR_END: message

// ANCHOR: line
static void
bcast_in_line(struct message *m)
{
    if (rank != 0)
        take(m, 0);
    for (int to = 1; rank == 0 && to < size; to++)
        give(m, to);
}
// ANCHOR_END: line

// ANCHOR: tree
static void
bcast_by_tree(struct message *m)
{
    for (int step = 1; step < size; step *= 2) {
        if (rank < step)
            give(m, rank + step);
        else if (rank < 2 * step)
            take(m, rank - step);
    }
}
// ANCHOR_END: tree

// ANCHOR: count
static void
count(const char *name, void (*bcast)(struct message *))
{
    struct message m = {rank == 0 ? 42 : -1, 0};
    sent = 0;
    bcast(&m);
    int mine[] = {(int)m.round, sent, m.value == 42}, most[3], sum[3];
    MPI_Reduce(mine, most, 3, MPI_INT, MPI_MAX, 0, MPI_COMM_WORLD);
    MPI_Reduce(mine, sum, 3, MPI_INT, MPI_SUM, 0, MPI_COMM_WORLD);
    if (rank == 0)
        printf("%s: %d rounds, %d messages, at most %d by one rank; "
               "%d ranks have the value\n",
               name, most[0], sum[1], most[1], sum[2]);
}
// ANCHOR_END: count

int
main(int argc, char **argv)
{
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    if ((size & (size - 1)) != 0) {
        if (rank == 0)
            fprintf(stderr, "%d is not a power of two\n", size);
        MPI_Finalize();
        return EXIT_FAILURE;
    }
    count("line", bcast_in_line);
    count("tree", bcast_by_tree);
    MPI_Finalize();
    return EXIT_SUCCESS;
}
