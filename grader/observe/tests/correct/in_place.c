// correct n=3
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

    int values[3] = {rank, rank, rank};
    MPI_Allreduce(MPI_IN_PLACE, values, 3, MPI_INT, MPI_SUM, comm);
    MPI_Reduce(rank == 0 ? MPI_IN_PLACE : values, rank == 0 ? values : NULL,
               3, MPI_INT, MPI_SUM, 0, comm);
    MPI_Allgather(MPI_IN_PLACE, 0, MPI_DATATYPE_NULL, values, 1, MPI_INT,
                  comm);
    MPI_Gather(rank == 0 ? MPI_IN_PLACE : values, 1, MPI_INT, values, 1,
               MPI_INT, 0, comm);

    MPI_Finalize();
    return 0;
}
