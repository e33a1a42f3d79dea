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

    int one = rank, many[3], sums[3], counts[3] = {1, 1, 1},
        at[3] = {0, 1, 2};
    MPI_Bcast(&one, 1, MPI_INT, 1, comm);
    MPI_Reduce(&rank, sums, 1, MPI_INT, MPI_MAX, 2, comm);
    MPI_Allreduce(&rank, sums, 1, MPI_INT, MPI_SUM, comm);
    MPI_Gather(&rank, 1, MPI_INT, many, 1, MPI_INT, 0, comm);
    MPI_Scatter(many, 1, MPI_INT, &one, 1, MPI_INT, 0, comm);
    MPI_Allgather(&rank, 1, MPI_INT, many, 1, MPI_INT, comm);
    MPI_Alltoall(many, 1, MPI_INT, sums, 1, MPI_INT, comm);
    MPI_Scan(&rank, sums, 1, MPI_INT, MPI_SUM, comm);
    MPI_Exscan(&rank, sums, 1, MPI_INT, MPI_SUM, comm);
    MPI_Reduce_scatter(many, sums, counts, MPI_INT, MPI_SUM, comm);
    MPI_Reduce_scatter_block(many, sums, 1, MPI_INT, MPI_SUM, comm);
    MPI_Gatherv(&rank, 1, MPI_INT, many, counts, at, MPI_INT, 0, comm);
    MPI_Scatterv(many, counts, at, MPI_INT, &one, 1, MPI_INT, 0, comm);
    MPI_Allgatherv(&rank, 1, MPI_INT, many, counts, at, MPI_INT, comm);
    MPI_Alltoallv(many, counts, at, MPI_INT, sums, counts, at, MPI_INT,
                  comm);
    MPI_Barrier(comm);

    MPI_Finalize();
    return 0;
}
