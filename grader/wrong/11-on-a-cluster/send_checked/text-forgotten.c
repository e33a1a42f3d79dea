// expect: WRONG hint=text-forgotten
// The class comes back, but why stays as it was.
#include "contract.h"

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
    (void)why;
    (void)len;
    return class;
}
