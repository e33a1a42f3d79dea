/*
 * nbx.c - messages whose receivers do not know that they will come.
 *
 * Rank r calls on rank r * r modulo size.  Nobody is told how many will
 * call.  A synchronous send is complete when its receiver has the message,
 * and a barrier that does not block tells when that is so for all.
 *
 *     mpirun -n 8 ./nbx
 *
 * Try: 7 ranks; MPI_Barrier instead of MPI_Ibarrier: who stops receiving?
 */
#include <mpi.h>
#include <stdio.h>
#include <stdlib.h>

int
main(int argc, char **argv)
{
    MPI_Init(&argc, &argv);
    int rank, size, callers = 0, sum = 0;
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);

    // ANCHOR: exchange
    MPI_Request send, barrier = MPI_REQUEST_NULL;
    MPI_Issend(&rank, 1, MPI_INT, rank * rank % size, 0, MPI_COMM_WORLD,
               &send);
    for (int over = 0; !over;) {
        int there, received;
        MPI_Iprobe(MPI_ANY_SOURCE, 0, MPI_COMM_WORLD, &there,
                   MPI_STATUS_IGNORE);
        if (there) {
            int caller;
            MPI_Recv(&caller, 1, MPI_INT, MPI_ANY_SOURCE, 0, MPI_COMM_WORLD,
                     MPI_STATUS_IGNORE);
            callers++;
            sum += caller;
        }
        if (barrier != MPI_REQUEST_NULL) {
            MPI_Test(&barrier, &over, MPI_STATUS_IGNORE);
            continue;
        }
        MPI_Test(&send, &received, MPI_STATUS_IGNORE);
        if (received) /* mine has arrived: I am ready to stop */
            MPI_Ibarrier(MPI_COMM_WORLD, &barrier);
    }
    // ANCHOR_END: exchange
    printf("rank %d: %d callers, their ranks add up to %d\n", rank, callers,
           sum);
    MPI_Finalize();
    return EXIT_SUCCESS;
}
