// expect: POLICY
// tries: finds MPI_Bcast at run time
#include <dlfcn.h>
#include "contract.h"

int
tree_bcast(void *buf, int n, MPI_Datatype t, int root, MPI_Comm comm)
{
    const int tag = 0;
    int rank, size;
    MPI_Comm_rank(comm, &rank);
    MPI_Comm_size(comm, &size);
    if (n < 0 || root < 0 || root >= size)
        return -1;

    int (*f)(void *, int, MPI_Datatype, int, MPI_Comm) = (int (*)(
        void *, int, MPI_Datatype, int, MPI_Comm))dlsym(NULL, "PMPI_Bcast");
    if (f != NULL)
        return f(buf, n, t, root, comm);
    int me = rank >= root ? rank - root : rank - root + size;
    for (int step = 1; step < size; step *= 2) {
        if (me < step && step < size - me) /* me + step is a rank */
            MPI_Send(buf, n, t, (rank + step) % size, tag, comm);
        else if (step <= me && me < 2 * step)
            MPI_Recv(buf, n, t, (rank - step + size) % size, tag, comm,
                     MPI_STATUS_IGNORE);
    }
    return 0;
}
