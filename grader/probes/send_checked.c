/*
 * send_checked.c - probe: one call on each rank, to a rank or with one
 * argument that MPI refuses, under a handler of the caller's or the
 * default one.
 */
#include "contract.h"
#include "probe_mpi.h"

#include <stdlib.h>
#include <string.h>

/* Which argument is bad; GOOD: none. */
enum fault { GOOD, RANK_HIGH, RANK_LOW, COUNT, TAG, TYPE, UNCOMMITTED };
/* What comm's handler is before the call, and after. */
enum handler { DEFAULT, RETURNS, OWN, OTHER };
enum { MOST = 4096, BEHIND = 32, UNTOUCHED = '#', MARKER = 6 };

static int asked; /* calls of the caller's own handler */

static void
own_handler(MPI_Comm *comm, int *code, ...)
{
    (void)comm;
    (void)code;
    asked++;
}

/* The classes a caller may want to tell from each other, by name, because
 * their numbers differ between MPIs. */
static const char *
class_name(int class)
{
    return class == MPI_SUCCESS      ? "MPI_SUCCESS"
           : class == MPI_ERR_RANK   ? "MPI_ERR_RANK"
           : class == MPI_ERR_COUNT  ? "MPI_ERR_COUNT"
           : class == MPI_ERR_TAG    ? "MPI_ERR_TAG"
           : class == MPI_ERR_TYPE   ? "MPI_ERR_TYPE"
           : class == MPI_ERR_BUFFER ? "MPI_ERR_BUFFER"
                                     : "";
}

static void
say_class(int result)
{
    int class = MPI_ERR_UNKNOWN;
    const char *name = class_name(result);
    say_text(name, strlen(name));
    if (result >= 0 && *name == '\0')
        PMPI_Error_class(result, &class);
    name = class_name(class);
    say_text(name, strlen(name)); /* what it would be if it were a code */
    say_i64(result);
}

/* What the call wrote: where '\0' is, the text before it, and how much
 * behind the room it had. */
static void
say_why(const char *why, int room, int result)
{
    char text[MPI_MAX_ERROR_STRING] = "";
    int behind = 0, length = 0;
    const char *stop = memchr(why, '\0', MOST + BEHIND);
    size_t end = stop != NULL ? (size_t)(stop - why) : MOST + BEHIND;
    for (int i = room; i < MOST + BEHIND; i++)
        behind += why[i] != UNTOUCHED;
    say_i64((int64_t)end);
    say_text(why, end);
    say_i64(behind);
    /* Both MPIs' text of a class is how that of its codes begins. */
    if (*class_name(result) != '\0')
        PMPI_Error_string(result, text, &length);
    text[strcspn(text, "\n,")] = '\0';
    say_text(text, strlen(text));
}

static void
set_handler(enum handler h, MPI_Comm comm, MPI_Errhandler *set)
{
    PMPI_Comm_create_errhandler(own_handler, set);
    if (h == OWN)
        PMPI_Comm_set_errhandler(comm, *set);
    else if (h == RETURNS)
        PMPI_Comm_set_errhandler(comm, MPI_ERRORS_RETURN);
    PMPI_Errhandler_free(set);
    PMPI_Comm_get_errhandler(comm, set);
}

static void
say_handler(MPI_Comm comm, MPI_Errhandler before)
{
    MPI_Errhandler now;
    PMPI_Comm_get_errhandler(comm, &now);
    say_i64(now == before);
    say_i64(now == MPI_ERRORS_RETURN);
    say_i64(asked);
    if (now != MPI_ERRORS_RETURN && now != before)
        PMPI_Errhandler_free(&now);
}

/* A second message is sent behind the first.  Messages between two ranks
 * keep their order, so if that one comes first, the first was not sent. */
static void
say_what_came(const double *came, int n, MPI_Request receive, MPI_Comm comm)
{
    int rank, size, right = 0, count = -1;
    double none = 0;
    MPI_Request marker;
    MPI_Status s;
    PMPI_Comm_rank(comm, &rank);
    PMPI_Comm_size(comm, &size);
    int left = (rank + size - 1) % size;
    PMPI_Isend(&none, 0, MPI_DOUBLE, (rank + 1) % size, MARKER, comm,
               &marker);
    PMPI_Wait(&receive, &s);
    PMPI_Get_count(&s, MPI_DOUBLE, &count);
    if (s.MPI_TAG != MARKER)
        PMPI_Recv(&none, 0, MPI_DOUBLE, left, MARKER, comm,
                  MPI_STATUS_IGNORE);
    PMPI_Wait(&marker, MPI_STATUS_IGNORE);
    for (int i = 0; i < n; i++)
        right += came[i] == 1000 * left + i;
    say_i64(s.MPI_TAG);
    say_i64(count);
    say_i64(right);
}

/* The fault, the handler before, n doubles, the room for the text (-1: why
 * is null). */
void
probe_case(void)
{
    enum fault fault = (enum fault)ask_i64();
    enum handler handler = (enum handler)ask_i64();
    int n = (int)ask_i64(), room = (int)ask_i64(), rank, size;
    MPI_Comm comm = case_comm();
    PMPI_Comm_rank(comm, &rank);
    PMPI_Comm_size(comm, &size);
    double *numbers = calloc((size_t)n + 1, sizeof *numbers);
    double *came = calloc((size_t)n + 1, sizeof *came);
    char *why = malloc(MOST + BEHIND);
    if (numbers == NULL || came == NULL || why == NULL)
        abort();
    for (int i = 0; i < n; i++)
        numbers[i] = 1000 * rank + i;
    memset(why, UNTOUCHED, MOST + BEHIND);
    MPI_Datatype raw = MPI_DATATYPE_NULL, type = MPI_DOUBLE;
    if (fault == UNCOMMITTED)
        PMPI_Type_contiguous(2, MPI_DOUBLE, &raw);
    if (fault == TYPE || fault == UNCOMMITTED)
        type = raw;
    int to = fault == RANK_HIGH  ? size
             : fault == RANK_LOW ? -77
                                 : (rank + 1) % size;
    MPI_Request receive = MPI_REQUEST_NULL;
    if (fault == GOOD)
        PMPI_Irecv(came, n + 1, MPI_DOUBLE, (rank + size - 1) % size,
                   MPI_ANY_TAG, comm, &receive);
    MPI_Errhandler before;
    asked = 0;
    set_handler(handler, comm, &before);
    int result = send_checked(numbers, fault == COUNT ? -1 : n, type, to,
                              fault == TAG ? -7 : 5, comm,
                              room < 0 ? NULL : why, room < 0 ? 9 : room);
    say_class(result);
    say_why(why, room < 0 ? 0 : room, result);
    say_handler(comm, before);
    PMPI_Comm_set_errhandler(comm, before);
    if (handler != RETURNS)
        PMPI_Errhandler_free(&before);
    if (fault == GOOD)
        say_what_came(came, n, receive, comm);
    if (raw != MPI_DATATYPE_NULL)
        PMPI_Type_free(&raw);
    free(numbers);
    free(came);
    free(why);
}
