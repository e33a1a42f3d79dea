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

    MPI_File file;
    int value = rank;
    MPI_File_open(comm, "/tmp/observe_file_io",
                  MPI_MODE_CREATE | MPI_MODE_RDWR |
                      MPI_MODE_DELETE_ON_CLOSE,
                  MPI_INFO_NULL, &file);
    MPI_File_write_at_all(file, rank * 4, &value, 1, MPI_INT,
                          MPI_STATUS_IGNORE);
    MPI_File_close(&file);

    MPI_Finalize();
    return 0;
}
