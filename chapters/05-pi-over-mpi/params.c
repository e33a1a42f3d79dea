/*
 * params.c - rank 0 reads a number and broadcasts it to every rank.
 *
 * Every rank prints what its n was before the broadcast, what it is after,
 * and n * rank.
 *
 *     mpirun -n 4 ./params 12
 *
 * Try: no number; a root of 1 in every rank; comment the MPI_Bcast out.
 */
#include <mpi.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int
main(int argc, char **argv)
{
    MPI_Init(&argc, &argv);
    int rank;
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);

    // ANCHOR: bcast
    int64_t n = -1;
    if (rank == 0)
        n = argc > 1 ? atoll(argv[1]) : 100;
    int64_t before = n;

    MPI_Bcast(&n, 1, MPI_INT64_T, 0, MPI_COMM_WORLD);

    printf("rank %d: n was %lld, n is %lld, n * rank = %lld\n", rank,
           (long long)before, (long long)n, (long long)(n * rank));
    // ANCHOR_END: bcast
    MPI_Finalize();
    return EXIT_SUCCESS;
}
