/*
 * slots.c - where does each rank live, and on which CPUs may it run?
 *
 * Run:  mpirun -n 2 ./slots
 * Try:  mpirun -n 2 --bind-to none ./slots
 *       taskset -c 0 mpirun -n 2 --bind-to none ./slots
 */
#include <mpi.h>
#include <stdio.h>

// ANCHOR: cpus
/* Linux writes the set of CPUs a process may use into its status file, as
   text such as "0-3" or "0,2".  Other systems have no such file. */
static void
allowed_list(char list[64])
{
    char line[256];
    FILE *status = fopen("/proc/self/status", "r");

    snprintf(list, 64, "unknown");
    if (status == NULL)
        return;
    while (fgets(line, sizeof line, status) != NULL)
        if (sscanf(line, "Cpus_allowed_list: %63s", list) == 1)
            break;
    fclose(status);
}
// ANCHOR_END: cpus

int
main(int argc, char *argv[])
{
    char host[MPI_MAX_PROCESSOR_NAME], list[64];
    int rank, size, length;

    MPI_Init(&argc, &argv);
    // ANCHOR: report
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    MPI_Get_processor_name(host, &length);
    allowed_list(list);
    printf("rank %d of %d on %s, allowed CPUs: %s\n", rank, size, host,
           list);
    // ANCHOR_END: report
    MPI_Finalize();
    return 0;
}
