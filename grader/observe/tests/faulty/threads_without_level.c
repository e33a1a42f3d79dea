// expect: thread level n=2
#include <mpi.h>
#include <stdio.h>
#include <stdlib.h>

#include <pthread.h>

static void *
other_thread(void *unused)
{
    int rank;
    (void)unused;
    // here
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    return NULL;
}

int
main(int argc, char **argv)
{
    MPI_Init(&argc, &argv);
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
