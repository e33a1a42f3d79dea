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

    int mine = rank, *all = rank == 0 ? malloc(sizeof(int) * 3) : NULL;
    MPI_Gather(&mine, 1, MPI_INT, all, rank == 0 ? 1 : -1,
               rank == 0 ? MPI_INT : MPI_DATATYPE_NULL, 0, comm);
    MPI_Scatter(all, rank == 0 ? 1 : 0,
                rank == 0 ? MPI_INT : MPI_DATATYPE_NULL, &mine, 1, MPI_INT,
                0, comm);
    MPI_Reduce(&mine, all, 1, MPI_INT, MPI_SUM, 0, comm);
    free(all);

    MPI_Finalize();
    return 0;
}
