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

    enum { N = 50 };
    int out[N], in[N];
    MPI_Request requests[2 * N];
    for (int i = 0; i < N; i++) {
        out[i] = i;
        MPI_Isend(&out[i], 1, MPI_INT, 1 - rank, i, comm, &requests[i]);
    }
    for (int i = 0; i < N; i++)
        MPI_Irecv(&in[i], 1, MPI_INT, 1 - rank, N - 1 - i, comm,
                  &requests[N + i]);
    MPI_Waitall(2 * N, requests, MPI_STATUSES_IGNORE);

    MPI_Finalize();
    return 0;
}
