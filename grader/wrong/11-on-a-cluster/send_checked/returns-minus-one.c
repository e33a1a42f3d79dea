// expect: WRONG hint=returns-minus-one
// Every error becomes -1.
#include "contract.h"

#include <stdio.h>

int
send_checked(const void *buf, int n, MPI_Datatype t, int dest, int tag,
             MPI_Comm comm, char *why, int len)
{
    MPI_Errhandler before;
    MPI_Comm_get_errhandler(comm, &before);
    MPI_Comm_set_errhandler(comm, MPI_ERRORS_RETURN);
    int code = MPI_Send(buf, n, t, dest, tag, comm);
    MPI_Comm_set_errhandler(comm, before);
    MPI_Errhandler_free(&before); /* our reference, not the handler */

    if (code != MPI_SUCCESS && why != NULL && len > 0) {
        char text[MPI_MAX_ERROR_STRING];
        int length;
        MPI_Error_string(code, text, &length);
        snprintf(why, (size_t)len, "%s", text);
    }
    return code == MPI_SUCCESS ? 0 : -1;
}
