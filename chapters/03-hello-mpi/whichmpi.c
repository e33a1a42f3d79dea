/*
 * whichmpi.c - which version of the MPI standard, which library, and which
 * launcher?  The two version calls are the same on every rank, so MPI lets
 * a program make them before MPI_Init, or without any MPI_Init at all.
 *
 * Run:  ./whichmpi       and       mpirun -n 1 ./whichmpi
 * Try:  start it with the mpirun of another MPI, if you have two.
 */
#include <mpi.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// ANCHOR: launcher
/* Launchers tell a process its place in the job through variables of
   its environment.  No standard fixes their names. */
static const char *
launcher(void)
{
    if (getenv("OMPI_COMM_WORLD_SIZE") != NULL)
        return "Open MPI's mpirun";
    if (getenv("PMI_SIZE") != NULL)
        return "Hydra, MPICH's mpirun (or a relative of it)";
    return "none: this process was started by itself";
}
// ANCHOR_END: launcher

// ANCHOR: main
int
main(void)
{
    char library[MPI_MAX_LIBRARY_VERSION_STRING];
    int version, subversion, length;

    MPI_Get_version(&version, &subversion);
    MPI_Get_library_version(library, &length);
    library[strcspn(library, ",\n")] = '\0'; /* first part only */

    printf("compiled for: MPI %d.%d\n", MPI_VERSION, MPI_SUBVERSION);
    printf("linked with:  MPI %d.%d, ", version, subversion);
    printf("%s\n", library);
    printf("launched by:  %s\n", launcher());
    return 0;
}
// ANCHOR_END: main
