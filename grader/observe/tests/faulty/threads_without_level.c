// expect: thread level n=2
// says: Rank 0 calls MPI_Comm_rank at {1} from a second thread, but it has the thread level MPI_THREAD_SINGLE only ({2}). Ask MPI_Init_thread for MPI_THREAD_MULTIPLE, or let one thread make all calls.
#include <mpi.h>
#include <stdio.h>
#include <stdlib.h>

#include <pthread.h>

static void *
other_thread(void *unused)
{
    int rank;
    (void)unused;
    MPI_Comm_rank(MPI_COMM_WORLD, &rank); /* 1 */
    return NULL;
}

int
main(int argc, char **argv)
{
    MPI_Init(&argc, &argv); /* 2 */
    MPI_Comm comm = MPI_COMM_WORLD;
    int rank, size;
    MPI_Comm_rank(comm, &rank);
    MPI_Comm_size(comm, &size);

    pthread_t thread;
    pthread_create(&thread, NULL, other_thread, NULL);
    pthread_join(thread, NULL);
    MPI_Barrier(comm);

    MPI_Finalize();
    return 0;
}
