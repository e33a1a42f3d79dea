/*
 * where_am_i.c - where does each rank live: machine, number there, cores?
 *
 * MPI sorts the ranks by machine: those that can share memory get a
 * communicator of their own, and their rank in it is their number there.
 *
 * Run:  mpirun -n 4 ./where_am_i
 *       mpirun --hostfile hosts -n 4 ./where_am_i      on several machines
 *       sbatch chapters/11-on-a-cluster/job.slurm      as a job of Slurm
 */
#define _GNU_SOURCE
#include "check.h"

#include <mpi.h>
#include <sched.h>
#include <stdio.h>

// ANCHOR: cores
static int
cores_allowed(void)
{
    cpu_set_t set;
    check(sched_getaffinity(0, sizeof set, &set), "sched_getaffinity");
    return CPU_COUNT(&set);
}
// ANCHOR_END: cores

int
main(int argc, char **argv)
{
    MPI_Init(&argc, &argv);
    // ANCHOR: where
    int rank, size, here, neighbours, length;
    char machine[MPI_MAX_PROCESSOR_NAME];
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    MPI_Get_processor_name(machine, &length);

    MPI_Comm node;
    MPI_Comm_split_type(MPI_COMM_WORLD, MPI_COMM_TYPE_SHARED, rank,
                        MPI_INFO_NULL, &node);
    MPI_Comm_rank(node, &here);
    MPI_Comm_size(node, &neighbours);
    printf(
        "rank %d of %d: on %s, number %d of %d there, %d cores allowed\n",
        rank, size, machine, here, neighbours, cores_allowed());
    // ANCHOR_END: where
    MPI_Comm_free(&node);
    MPI_Finalize();
    return 0;
}
