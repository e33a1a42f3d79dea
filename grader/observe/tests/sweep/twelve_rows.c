// expect: truncation sweep=1-7 n=5
// says: With 5 ranks: Rank 0 sends 4 MPI_INT ({1}), rank 4 has room for 2 MPI_INT ({2}). The receive buffer must hold the whole message.
#include <mpi.h>
#include <stdio.h>

enum { ROWS = 12 };

/* 12 rows are dealt out; 1, 2, 3, 4 and 6 ranks have equal parts. */
int
main(int argc, char **argv)
{
    MPI_Init(&argc, &argv);
    int rank, size, rows[ROWS] = {0};
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);

    int part = ROWS / size;
    if (rank == 0) {
        for (int to = 1; to < size; to++) {
            int n = to == size - 1 ? ROWS - to * part : part;
            MPI_Send(rows + to * part, n, MPI_INT, to, 0, /* 1 */
                     MPI_COMM_WORLD);
        }
    } else {
        MPI_Recv(rows, part, MPI_INT, 0, 0, /* 2 */
                 MPI_COMM_WORLD, MPI_STATUS_IGNORE);
        printf("rank %d: %d rows\n", rank, part);
    }

    MPI_Finalize();
    return 0;
}
