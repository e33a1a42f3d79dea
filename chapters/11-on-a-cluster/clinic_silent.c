/*
 * clinic_silent.c - bug clinic: nothing may end this program.
 *
 * Rank 1 sends a list of squares to rank 0, which adds them up.
 *
 *     mpirun -n 2 ./clinic_silent
 */
#include <mpi.h>
#include <stdio.h>

enum { N = 10 };

int
main(int argc, char **argv)
{
    int rank, squares[N] = {0};
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);

    // ANCHOR: silent
    MPI_Comm_set_errhandler(MPI_COMM_WORLD, MPI_ERRORS_RETURN);
    for (int i = 0; rank == 1 && i < N; i++)
        squares[i] = i * i;
    if (rank == 1)
        MPI_Send(squares, N, MPI_INT, 0, -5, MPI_COMM_WORLD);
    if (rank == 0) {
        MPI_Recv(squares, N, MPI_INT, 1, -5, MPI_COMM_WORLD,
                 MPI_STATUS_IGNORE);
        int sum = 0;
        for (int i = 0; i < N; i++)
            sum += squares[i];
        printf("the sum is %d\n", sum);
    }
    // ANCHOR_END: silent
    MPI_Finalize();
    return 0;
}
