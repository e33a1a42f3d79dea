// correct n=2
#include <mpi.h>
#include <stddef.h>
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

    struct item {
        double x;
        int n;
        char name[12];
    } items[3] = {0};
    int lengths[3] = {1, 1, 12};
    MPI_Aint at[3] = {offsetof(struct item, x), offsetof(struct item, n),
                      offsetof(struct item, name)};
    MPI_Datatype parts[3] = {MPI_DOUBLE, MPI_INT, MPI_CHAR}, bare, type;
    MPI_Type_create_struct(3, lengths, at, parts, &bare);
    MPI_Type_create_resized(bare, 0, sizeof(struct item), &type);
    MPI_Type_commit(&type);
    MPI_Type_free(&bare);
    MPI_Bcast(items, 3, type, 0, comm);
    if (rank == 0)
        MPI_Send(items, 2, type, 1, 0, comm);
    else
        MPI_Recv(items, 3, type, 0, 0, comm, MPI_STATUS_IGNORE);
    MPI_Type_free(&type);

    MPI_Finalize();
    return 0;
}
