// expect: overlapping buffers n=2 mpich
// says: Rank 0, MPI_Gatherv at {1}: what rank 0 sends (2 elements to place 0) and what rank 1 sends (2 to place 1) overlap in the buffer that receives.
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

    int out[2] = {rank, rank}, in[4];
    int counts[2] = {2, 2}, places[2] = {0, 1};
    MPI_Gatherv(out, 2, MPI_INT, in, counts, places, MPI_INT, 0, /* 1 */
                comm);

    MPI_Finalize();
    return 0;
}
