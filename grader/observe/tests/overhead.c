/*
 * overhead.c - what watching costs: microseconds of one call, and of a
 * message of 1 MiB, each the best of several rounds.
 *
 *     mpirun -n 2 ./overhead
 */
#include <mpi.h>
#include <stdio.h>
#include <stdlib.h>

static double
round_trip(int rank, char *buffer, int bytes, int times)
{
    double start = MPI_Wtime();
    for (int i = 0; i < times; i++)
        if (rank == 0) {
            MPI_Send(buffer, bytes, MPI_CHAR, 1, 0, MPI_COMM_WORLD);
            MPI_Recv(buffer, bytes, MPI_CHAR, 1, 0, MPI_COMM_WORLD,
                     MPI_STATUS_IGNORE);
        } else {
            MPI_Recv(buffer, bytes, MPI_CHAR, 0, 0, MPI_COMM_WORLD,
                     MPI_STATUS_IGNORE);
            MPI_Send(buffer, bytes, MPI_CHAR, 0, 0, MPI_COMM_WORLD);
        }
    return (MPI_Wtime() - start) / times / 2; /* one send and receive */
}

/* A call to oneself: no other process has to run meanwhile. */
static double
alone(char *buffer, int times)
{
    double start = MPI_Wtime();
    for (int i = 0; i < times; i++)
        MPI_Sendrecv(buffer, 1, MPI_CHAR, 0, 0, buffer + 8, 1, MPI_CHAR, 0,
                     0, MPI_COMM_SELF, MPI_STATUS_IGNORE);
    return (MPI_Wtime() - start) / times;
}

int
main(int argc, char **argv)
{
    enum { ROUNDS = 15, SMALL = 2000, LARGE = 40, MIB = 1 << 20 };
    double call = 1, small = 1, large = 1;
    int rank;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    char *buffer = calloc(1, MIB);
    for (int i = 0; i < ROUNDS; i++) {
        double t = alone(buffer, SMALL);
        call = t < call ? t : call;
        t = round_trip(rank, buffer, 8, SMALL);
        small = t < small ? t : small;
        t = round_trip(rank, buffer, MIB, LARGE);
        large = t < large ? t : large;
    }
    if (rank == 0)
        printf("%.3f %.3f %.1f\n", call * 1e6, small * 1e6, large * 1e6);
    free(buffer);
    MPI_Finalize();
    return 0;
}
