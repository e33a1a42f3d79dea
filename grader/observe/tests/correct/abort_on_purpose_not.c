// correct n=2
#include <mpi.h>
#include <stdio.h>
#include <stdlib.h>

int
main(int argc, char **argv)
{
    MPI_Init(&argc, &argv);
    MPI_Comm comm = MPI_COMM_WORLD;
    int rank, size;
    MPI_Comm_rank(comm, &rank);
    MPI_Comm_size(comm, &size);

    int given;
    char name[MPI_MAX_PROCESSOR_NAME];
    MPI_Get_processor_name(name, &given);
    double t = MPI_Wtime();
    while (MPI_Wtime() - t < 0.3)
        ;
    MPI_Barrier(comm);

    MPI_Finalize();
    return 0;
}
