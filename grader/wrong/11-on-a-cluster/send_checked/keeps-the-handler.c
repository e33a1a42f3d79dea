// expect: LEAK hint=keeps-the-handler
// The handle that MPI_Comm_get_errhandler hands out is never freed.
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
