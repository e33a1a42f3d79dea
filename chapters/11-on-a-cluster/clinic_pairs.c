/*
 * clinic_pairs.c - bug clinic: who has a partner?
 *
 * Ranks 0 and 1 are a pair, 2 and 3, and so on.  The last may be alone.
 *
 *     mpirun -n 4 ./clinic_pairs            works
 *     mpirun -n 3 ./clinic_pairs            is ended
 *     mpirun -n 3 ./clinic_pairs mended     works
 */
#include <mpi.h>
#include <stdio.h>

int
main(int argc, char **argv)
{
    int rank, size;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    if (argc > 1) /* mended */
        MPI_Comm_set_errhandler(MPI_COMM_WORLD, MPI_ERRORS_RETURN);

    // ANCHOR: pairs
    MPI_Comm pair;
    MPI_Comm_split(MPI_COMM_WORLD, rank / 2, rank, &pair);
    MPI_Comm_set_errhandler(MPI_COMM_WORLD, MPI_ERRORS_RETURN);
    int here, other, all;
    MPI_Comm_rank(pair, &here);
    int code = MPI_Sendrecv(&rank, 1, MPI_INT, 1 - here, 0, &other, 1,
                            MPI_INT, 1 - here, 0, pair, MPI_STATUS_IGNORE);
    int found = code == MPI_SUCCESS;
    MPI_Reduce(&found, &all, 1, MPI_INT, MPI_SUM, 0, MPI_COMM_WORLD);
    if (rank == 0)
        printf("%d of %d ranks have a partner\n", all, size);
    // ANCHOR_END: pairs
    MPI_Comm_free(&pair);
    MPI_Finalize();
    return 0;
}
