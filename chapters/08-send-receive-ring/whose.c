/*
 * whose.c - messages from anybody, of different lengths.
 *
 *     mpirun -n 4 ./whose
 *
 * Rank r sends r letters; rank 0 takes the messages as they come, and the
 * status says whose each one is.
 *
 * Try: receive into 2 letters only.
 */
#include <mpi.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST = 64 };

int
main(int argc, char **argv)
{
    MPI_Init(&argc, &argv);
    int rank, size;
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    char text[MOST];
    memset(text, 'a' + rank % 26, MOST);
    if (rank != 0 && rank <= MOST)
        MPI_Send(text, rank, MPI_CHAR, 0, 0, MPI_COMM_WORLD);
    // ANCHOR: whose
    for (int i = 1; rank == 0 && i < size && i <= MOST; i++) {
        MPI_Status status;
        int letters;
        MPI_Recv(text, MOST, MPI_CHAR, MPI_ANY_SOURCE, 0, MPI_COMM_WORLD,
                 &status);
        MPI_Get_count(&status, MPI_CHAR, &letters);
        printf("from rank %d: %.*s\n", status.MPI_SOURCE, letters, text);
    }
    // ANCHOR_END: whose
    MPI_Finalize();
    return EXIT_SUCCESS;
}
