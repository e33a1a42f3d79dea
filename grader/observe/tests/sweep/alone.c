// expect: deadlock sweep=1-3 n=1
// says: With 1 rank: *MPI_Recv*{1}*
#include <mpi.h>
#include <stdio.h>

/* A message runs once round; alone, the first rank waits for itself. */
int
main(int argc, char **argv)
{
    MPI_Init(&argc, &argv);
    int rank, size, value = 0;
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);

    if (rank == 0 && size > 1)
        MPI_Send(&value, 1, MPI_INT, 1, 0, MPI_COMM_WORLD);
    MPI_Recv(&value, 1, MPI_INT, (rank + size - 1) % size, 0, /* 1 */
             MPI_COMM_WORLD, MPI_STATUS_IGNORE);
    value++;
    if (rank > 0)
        MPI_Send(&value, 1, MPI_INT, (rank + 1) % size, 0, MPI_COMM_WORLD);
    else
        printf("%d ranks\n", value);

    MPI_Finalize();
    return 0;
}
