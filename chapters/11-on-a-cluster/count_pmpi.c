/*
 * count_pmpi.c - a tool between a program and MPI: how often does each rank
 * call MPI_Allreduce, and with how many numbers?
 *
 * The program below knows nothing of the tool.  It says MPI_Allreduce and
 * MPI_Finalize, and gets the functions of this file; they do their work and
 * call MPI's own, by the names that begin with P.
 *
 * Run:  mpirun -n 4 ./count_pmpi
 * Try:  count MPI_Barrier too
 */
#include <mpi.h>
#include <stdio.h>

// ANCHOR: tool
static int calls, numbers;

int
MPI_Allreduce(const void *in, void *out, int n, MPI_Datatype type,
              MPI_Op op, MPI_Comm comm)
{
    calls++;
    numbers += n;
    return PMPI_Allreduce(in, out, n, type, op, comm);
}

int
MPI_Finalize(void)
{
    int rank;
    PMPI_Comm_rank(MPI_COMM_WORLD, &rank);
    printf("rank %d: %d calls of MPI_Allreduce, %d numbers\n", rank, calls,
           numbers);
    fflush(stdout);
    return PMPI_Finalize();
}
// ANCHOR_END: tool

// ANCHOR: program
int
main(int argc, char **argv)
{
    MPI_Init(&argc, &argv);
    double x[3] = {1, 2, 3}, sum[3], change = 1;
    while (change > 0.01) {
        MPI_Allreduce(x, sum, 3, MPI_DOUBLE, MPI_SUM, MPI_COMM_WORLD);
        double mine = change / 2;
        MPI_Allreduce(&mine, &change, 1, MPI_DOUBLE, MPI_MAX,
                      MPI_COMM_WORLD);
    }
    MPI_Finalize();
    return 0;
}
// ANCHOR_END: program
