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

    int out[9] = {0}, in[9], oc[3], ic[3], at[3] = {0, 3, 6};
    for (int i = 0; i < 3; i++) {
        oc[i] = i + 1;
        ic[i] = rank + 1;
    }
    MPI_Alltoallv(out, oc, at, MPI_INT, in, ic, at, MPI_INT, comm);

    MPI_Finalize();
    return 0;
}
