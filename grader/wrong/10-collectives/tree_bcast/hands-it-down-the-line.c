// expect: WRONG hint=hands-it-down-the-line
// Each rank hands the data to the next one, so nobody sends much and it
// takes a round for each rank.
#include "contract.h"

int
tree_bcast(void *buf, int n, MPI_Datatype t, int root, MPI_Comm comm)
{
    int rank, size;
    MPI_Comm_rank(comm, &rank);
    MPI_Comm_size(comm, &size);
    if (n < 0 || root < 0 || root >= size)
        return -1;
    int me = (rank - root + size) % size;
    if (me > 0)
        MPI_Recv(buf, n, t, (rank - 1 + size) % size, 0, comm,
                 MPI_STATUS_IGNORE);
    if (me < size - 1)
        MPI_Send(buf, n, t, (rank + 1) % size, 0, comm);
    return 0;
}
