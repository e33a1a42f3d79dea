// correct sweep=1-3: each run reads the same file.
#include <mpi.h>
#include <stdio.h>

int
main(int argc, char **argv)
{
    MPI_Init(&argc, &argv);
    int rank, number = 0;
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    if (rank == 0 && scanf("%d", &number) != 1)
        number = -1;
    MPI_Bcast(&number, 1, MPI_INT, 0, MPI_COMM_WORLD);
    MPI_Finalize();
    return number == 42 ? 0 : 3;
}
