/*
 * errors.c - what becomes of an error in an MPI call?
 *
 * Every rank receives four numbers into room for two.  By default MPI ends
 * the whole job; with MPI_ERRORS_RETURN the call comes back and says what
 * was wrong; a function of your own may do something between the two.
 *
 * Run:  mpirun -n 2 ./errors
 *       mpirun -n 2 ./errors return
 *       mpirun -n 2 ./errors own
 */
#include <mpi.h>
#include <stdio.h>
#include <string.h>

static int rank;

// ANCHOR: explain
static void
explain(int code)
{
    int class, length;
    char text[MPI_MAX_ERROR_STRING];
    MPI_Error_class(code, &class);
    MPI_Error_string(class, text, &length);
    printf("rank %d: %s, \"%s\"\n", rank,
           class == MPI_ERR_TRUNCATE ? "MPI_ERR_TRUNCATE" : "another class",
           text);
}
// ANCHOR_END: explain

// ANCHOR: own
static void
on_error(MPI_Comm *comm, int *code, ...)
{
    (void)comm;
    printf("rank %d: the handler is called\n", rank);
    explain(*code);
}
// ANCHOR_END: own

int
main(int argc, char **argv)
{
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    const char *what = argc > 1 ? argv[1] : "";
    double four[4] = {1, 2, 3, 4}, two[2] = {0, 0};

    // ANCHOR: set
    if (strcmp(what, "return") == 0)
        MPI_Comm_set_errhandler(MPI_COMM_SELF, MPI_ERRORS_RETURN);
    MPI_Errhandler own;
    MPI_Comm_create_errhandler(on_error, &own);
    if (strcmp(what, "own") == 0)
        MPI_Comm_set_errhandler(MPI_COMM_SELF, own);
    // ANCHOR_END: set

    // ANCHOR: receive
    MPI_Request send;
    MPI_Isend(four, 4, MPI_DOUBLE, 0, 0, MPI_COMM_SELF, &send);
    int code = MPI_Recv(two, 2, MPI_DOUBLE, 0, 0, MPI_COMM_SELF,
                        MPI_STATUS_IGNORE);
    if (code != MPI_SUCCESS)
        explain(code);
    // ANCHOR_END: receive
    MPI_Wait(&send, MPI_STATUS_IGNORE);
    MPI_Errhandler_free(&own);
    MPI_Finalize();
    return 0;
}
