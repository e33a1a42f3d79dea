// expect: message race n=3
// says: Rank 1 waits in MPI_Recv from rank 0 ({2}), but MPI_Recv from any rank ({1}) took the message of rank 0 ({3}), and that of rank 2 ({3}) is left. Which of them comes first is chance. Give them different tags, or name the rank in both receives.
#include <mpi.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

int
main(int argc, char **argv)
{
    MPI_Init(&argc, &argv);
    MPI_Comm comm = MPI_COMM_WORLD;
    int rank, size;
    MPI_Comm_rank(comm, &rank);
    MPI_Comm_size(comm, &size);

    int value = rank;
    if (rank == 1) {
        MPI_Recv(&value, 1, MPI_INT, MPI_ANY_SOURCE, 0, comm, /* 1 */
                 MPI_STATUS_IGNORE);
        MPI_Recv(&value, 1, MPI_INT, 0, 0, comm, MPI_STATUS_IGNORE); /* 2 */
    } else {
        if (rank == 2)
            sleep(1);
        MPI_Send(&value, 1, MPI_INT, 1, 0, comm); /* 3 */
    }

    MPI_Finalize();
    return 0;
}
