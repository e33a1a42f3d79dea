// expect: deadlock sweep=2-3 n=2 synchronous
// says: With 2 ranks and synchronous sends: Ranks 0 and 1 wait for each other: rank 0 is in MPI_Send to rank 1 ({1}), which is in MPI_Send to rank 0 ({1}). *
#include <mpi.h>
#include <pthread.h>
#include <stdio.h>

/* The first two send head to head, and their messages fit into a buffer. */
static void *
helper(void *unused)
{
    int rank;
    (void)unused;
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    return NULL;
}

int
main(int argc, char **argv)
{
    int given, rank, value = 0;
    MPI_Init_thread(&argc, &argv, MPI_THREAD_MULTIPLE, &given);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);

    pthread_t thread;
    pthread_create(&thread, NULL, helper, NULL);
    pthread_join(thread, NULL);
    if (rank < 2) {
        MPI_Send(&rank, 1, MPI_INT, 1 - rank, 0, MPI_COMM_WORLD); /* 1 */
        MPI_Recv(&value, 1, MPI_INT, 1 - rank, 0, MPI_COMM_WORLD,
                 MPI_STATUS_IGNORE);
        printf("rank %d got %d\n", rank, value);
    }

    MPI_Finalize();
    return 0;
}
