/*
 * clinic_tool.c - bug clinic: a tool that counts too much.
 *
 * Every rank of the program calls MPI_Allreduce ten times.
 *
 *     mpirun -n 4 ./clinic_tool            counts 44 calls
 *     mpirun -n 4 ./clinic_tool mended     counts 40
 */
#include <mpi.h>
#include <stdbool.h>
#include <stdio.h>

static bool mended;

// ANCHOR: tool
static int calls;

int
MPI_Allreduce(const void *in, void *out, int n, MPI_Datatype type,
              MPI_Op op, MPI_Comm comm)
{
    calls++;
    return PMPI_Allreduce(in, out, n, type, op, comm);
}

static int
calls_of_all(void)
{
    int all;
    MPI_Allreduce(&calls, &all, 1, MPI_INT, MPI_SUM, MPI_COMM_WORLD);
    return all;
}
// ANCHOR_END: tool

static int
calls_of_program(void)
{
    int all;
    // ANCHOR: mended
    PMPI_Allreduce(&calls, &all, 1, MPI_INT, MPI_SUM, MPI_COMM_WORLD);
    // ANCHOR_END: mended
    return all;
}

int
MPI_Finalize(void)
{
    int rank, all = mended ? calls_of_program() : calls_of_all();
    PMPI_Comm_rank(MPI_COMM_WORLD, &rank);
    if (rank == 0)
        printf("all ranks together: %d calls of MPI_Allreduce\n", all);
    fflush(stdout);
    return PMPI_Finalize();
}

int
main(int argc, char **argv)
{
    MPI_Init(&argc, &argv);
    mended = argc > 1;
    for (int i = 0; i < 10; i++) {
        int sum;
        MPI_Allreduce(&i, &sum, 1, MPI_INT, MPI_SUM, MPI_COMM_WORLD);
    }
    MPI_Finalize();
    return 0;
}
