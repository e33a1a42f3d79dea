// expect: WRONG hint=text-overflows
// MPI_Error_string writes straight into why, however little room it has.
#include "contract.h"

#include <stddef.h>

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

    int class;
    MPI_Error_class(code, &class);
    if (code != MPI_SUCCESS && why != NULL && len > 0) {
        int length;
        MPI_Error_string(code, why, &length);
    }
    return class;
}
