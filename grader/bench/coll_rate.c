/*
 * coll_rate.c - our broadcast along a tree and our allreduce around a ring
 * beside the library's, 1 MiB each.
 *
 *     mpirun -n 4 ./coll_rate            2, 4, 8, ... ranks
 *
 * Prints for each of `tree bcast ring allreduce` the seconds of one call on
 * the rank that took longest, the mean of CALLS calls behind one barrier.
 * The four take turns, so that what else the machine does meets all alike.
 * The ring is the one of chapter 10's program, the tree is the solution.
 */
#define main chapter_main
#include "../../chapters/10-collectives/allreduce_ring.c"
#undef main
#include "../../exercises/10-collectives/contract.h"

enum { CALLS = 10 };

static void
tree(void)
{
    if (tree_bcast(sum, N, MPI_INT64_T, 0, MPI_COMM_WORLD) != 0)
        MPI_Abort(MPI_COMM_WORLD, EXIT_FAILURE);
}

static void
bcast(void)
{
    MPI_Bcast(sum, N, MPI_INT64_T, 0, MPI_COMM_WORLD);
}

static void
allreduce(void)
{
    MPI_Allreduce(MPI_IN_PLACE, sum, N, MPI_INT64_T, MPI_SUM,
                  MPI_COMM_WORLD);
}

static void
measure(const char *name, void (*call)(void))
{
    call();
    MPI_Barrier(MPI_COMM_WORLD);
    double start = MPI_Wtime();
    for (int k = 0; k < CALLS; k++)
        call();
    double mine = (MPI_Wtime() - start) / CALLS, longest;
    MPI_Reduce(&mine, &longest, 1, MPI_DOUBLE, MPI_MAX, 0, MPI_COMM_WORLD);
    if (rank == 0)
        printf("%s %.9f\n", name, longest);
}

int
main(int argc, char **argv)
{
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    if (size < 2 || (size & (size - 1)) != 0)
        MPI_Abort(MPI_COMM_WORLD, EXIT_FAILURE);
    measure("tree", tree);
    measure("bcast", bcast);
    measure("ring", allreduce_by_ring);
    measure("allreduce", allreduce);
    MPI_Finalize();
    return EXIT_SUCCESS;
}
