// expect: wrong launcher n=2 mpich started by openmpi
// says: 2 processes were started, but after MPI_Init ({1}) each of them is rank 0 of 1: the program was compiled for MPICH, and the launcher is that of another MPI. Use mpirun.mpich.
#include <mpi.h>
#include <stdio.h>
#include <stdlib.h>

int
main(int argc, char **argv)
{
    MPI_Init(&argc, &argv); /* 1 */
    int rank, size;
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    printf("rank %d of %d\n", rank, size);
    MPI_Finalize();
    return 0;
}
