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

    int one = rank, sum, all[3];
    MPI_Request r[3];
    MPI_Ibcast(&one, 1, MPI_INT, 0, comm, &r[0]);
    MPI_Iallreduce(&rank, &sum, 1, MPI_INT, MPI_SUM, comm, &r[1]);
    MPI_Igather(&rank, 1, MPI_INT, all, 1, MPI_INT, 0, comm, &r[2]);
    MPI_Waitall(3, r, MPI_STATUSES_IGNORE);
    MPI_Ibarrier(comm, &r[0]);
    MPI_Wait(&r[0], MPI_STATUS_IGNORE);

    MPI_Finalize();
    return 0;
}
