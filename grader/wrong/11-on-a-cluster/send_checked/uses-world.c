// expect: DEADLOCK hint=uses-world
// The message goes over MPI_COMM_WORLD, where dest is somebody else.
#include "contract.h"

#include <stdio.h>

int
send_checked(const void *buf, int n, MPI_Datatype t, int dest, int tag,
             MPI_Comm comm, char *why, int len)
{
    (void)comm;
    MPI_Errhandler before;
    MPI_Comm_get_errhandler(MPI_COMM_WORLD, &before);
    MPI_Comm_set_errhandler(MPI_COMM_WORLD, MPI_ERRORS_RETURN);
    int code = MPI_Send(buf, n, t, dest, tag, MPI_COMM_WORLD);
    MPI_Comm_set_errhandler(MPI_COMM_WORLD, before);
    MPI_Errhandler_free(&before); /* our reference, not the handler */

    int class;
    MPI_Error_class(code, &class);
    if (code != MPI_SUCCESS && why != NULL && len > 0) {
        char text[MPI_MAX_ERROR_STRING];
        int length;
        MPI_Error_string(code, text, &length);
        snprintf(why, (size_t)len, "%s", text);
    }
    return class;
}
