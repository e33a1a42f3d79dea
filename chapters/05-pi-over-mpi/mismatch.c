/*
 * mismatch.c - ways to break a collective call, on purpose.
 *
 *     mpirun -n 2 ./mismatch type      rank 0 broadcasts 8 bytes, rank 1
 *                                      is ready for 4, and says why not
 *     mpirun -n 2 ./mismatch fatal     the same, and MPI ends the job
 *     mpirun -n 2 ./mismatch alone     only rank 0 calls MPI_Reduce
 *
 * MPI_ERRORS_RETURN lets a failed call return, so that we can print why.
 *
 * Try: let rank 0 broadcast 4 bytes to 8.
 */
#include <mpi.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void
print_error(int rank, int error)
{
    char text[MPI_MAX_ERROR_STRING];
    int length;
    MPI_Error_string(error, text, &length);
    text[strcspn(text, "\n")] = '\0'; /* the first line is enough */
    printf("rank %d: %s\n", rank, text);
}

int
main(int argc, char **argv)
{
    MPI_Init(&argc, &argv);
    int rank;
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    const char *how = argc > 1 ? argv[1] : "type";
    // ANCHOR: errors
    if (strcmp(how, "fatal") != 0)
        MPI_Comm_set_errhandler(MPI_COMM_WORLD, MPI_ERRORS_RETURN);
    else
        printf("rank %d: any error ends the job\n", rank);
    fflush(stdout);
    // ANCHOR_END: errors

    int64_t mine = rank, total = -1;
    if (strcmp(how, "alone") != 0) {
        // ANCHOR: type
        MPI_Datatype type = rank == 0 ? MPI_INT64_T : MPI_INT;
        int error = MPI_Bcast(&mine, 1, type, 0, MPI_COMM_WORLD);
        print_error(rank, error);
        // ANCHOR_END: type
    } else {
        // ANCHOR: alone
        if (rank == 0)
            MPI_Reduce(&mine, &total, 1, MPI_INT64_T, MPI_SUM, 0,
                       MPI_COMM_WORLD);
        printf("rank %d: total is %lld\n", rank, (long long)total);
        fflush(stdout);
        // ANCHOR_END: alone
    }
    MPI_Finalize();
    return EXIT_SUCCESS;
}
