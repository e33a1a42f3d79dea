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

    /* windows of memory of all kinds, freed in the right order */
    for (int i = 0; i < 3; i++) {
        int *cells = malloc(10 * sizeof *cells);
        int *other = malloc(10 * sizeof *cells);
        int few[size + 4];
        struct {
            int before;
            int cells[4];
        } record = {0};
        MPI_Win a, b, c;
        MPI_Win_create(cells, 10 * sizeof *cells, sizeof *cells,
                       MPI_INFO_NULL, comm, &a);
        MPI_Win_create(few, sizeof few, sizeof *few, MPI_INFO_NULL, comm,
                       &b);
        MPI_Win_create(record.cells, sizeof record.cells, sizeof(int),
                       MPI_INFO_NULL, comm, &c);
        free(other);
        MPI_Win_fence(0, a);
        MPI_Win_fence(0, b);
        MPI_Win_fence(0, c);
        MPI_Win_free(&b);
        MPI_Win_free(&a);
        free(cells);
        MPI_Win_free(&c);
    }

    MPI_Finalize();
    return 0;
}
