/*
 * count_bytes.c - probe: a few sends through the answer's own MPI_Send,
 * MPI_Isend and MPI_Sendrecv, and what they passed on.
 *
 * The answer's calls of PMPI_Send and so on end here, by --wrap.  In most
 * cases nothing is sent: the arguments are compared, and a success is
 * returned, or to MPI_PROC_NULL, where nothing is to be counted, a code that
 * MPI would not return.  So no wrong answer can hang, and messages may be as
 * large as they like.
 */
#include "contract.h"
#include "probe_mpi.h"

#include <stdlib.h>

enum call { SEND, ISEND, SENDRECV, CALLS };
enum { CODE = 4711, NULL_RANK = -1, BAD_RANK = -2, STAG = 11, RTAG = 12 };
enum type { BYTE, INT, DOUBLE, HOLES, LARGE };

int __real_PMPI_Send(const void *, int, MPI_Datatype, int, int, MPI_Comm);
int __real_PMPI_Isend(const void *, int, MPI_Datatype, int, int, MPI_Comm,
                      MPI_Request *);
int __real_PMPI_Sendrecv(const void *, int, MPI_Datatype, int, int, void *,
                         int, MPI_Datatype, int, int, MPI_Comm,
                         MPI_Status *);
int __wrap_PMPI_Send(const void *, int, MPI_Datatype, int, int, MPI_Comm);
int __wrap_PMPI_Isend(const void *, int, MPI_Datatype, int, int, MPI_Comm,
                      MPI_Request *);
int __wrap_PMPI_Sendrecv(const void *, int, MPI_Datatype, int, int, void *,
                         int, MPI_Datatype, int, int, MPI_Comm,
                         MPI_Status *);

/* What the probe passes to the answer; what is passed on must be equal. */
static struct {
    const void *buf;
    void *rbuf;
    int n, dest, source, rn;
    MPI_Datatype type, rtype;
    MPI_Comm comm;
    MPI_Request *request;
    MPI_Status *status;
} given;
static bool pretending;
static int passed[CALLS], altered;
static int suspect; /* calls that were not passed on as they should */

static bool
same_send(const void *buf, int n, MPI_Datatype t, int dest, int tag,
          MPI_Comm comm)
{
    return buf == given.buf && n == given.n && t == given.type &&
           dest == given.dest && tag == STAG && comm == given.comm;
}

/* A call that fails need not count: only one that counts nothing does. */
static int
result_of(int dest)
{
    return dest == MPI_PROC_NULL ? CODE : MPI_SUCCESS;
}

int
__wrap_PMPI_Send(const void *buf, int n, MPI_Datatype t, int dest, int tag,
                 MPI_Comm comm)
{
    if (!pretending)
        return __real_PMPI_Send(buf, n, t, dest, tag, comm);
    passed[SEND]++;
    altered += !same_send(buf, n, t, dest, tag, comm);
    return result_of(dest);
}

int
__wrap_PMPI_Isend(const void *buf, int n, MPI_Datatype t, int dest, int tag,
                  MPI_Comm comm, MPI_Request *r)
{
    if (!pretending)
        return __real_PMPI_Isend(buf, n, t, dest, tag, comm, r);
    passed[ISEND]++;
    altered += !same_send(buf, n, t, dest, tag, comm) || r != given.request;
    if (r != NULL)
        *r = MPI_REQUEST_NULL; /* as of a send that is complete */
    return result_of(dest);
}

int
__wrap_PMPI_Sendrecv(const void *buf, int n, MPI_Datatype t, int dest,
                     int tag, void *rbuf, int rn, MPI_Datatype rt,
                     int source, int rtag, MPI_Comm comm, MPI_Status *s)
{
    if (!pretending)
        return __real_PMPI_Sendrecv(buf, n, t, dest, tag, rbuf, rn, rt,
                                    source, rtag, comm, s);
    passed[SENDRECV]++;
    altered += !same_send(buf, n, t, dest, tag, comm) ||
               rbuf != given.rbuf || rn != given.rn || rt != given.rtype ||
               source != given.source || rtag != RTAG || s != given.status;
    return result_of(dest);
}

/* Who takes MPI_Sendrecv apart would wait here for a message that nobody
 * has sent. */
int __real_PMPI_Recv(void *, int, MPI_Datatype, int, int, MPI_Comm,
                     MPI_Status *);
int __real_PMPI_Irecv(void *, int, MPI_Datatype, int, int, MPI_Comm,
                      MPI_Request *);
int __wrap_PMPI_Recv(void *, int, MPI_Datatype, int, int, MPI_Comm,
                     MPI_Status *);
int __wrap_PMPI_Irecv(void *, int, MPI_Datatype, int, int, MPI_Comm,
                      MPI_Request *);

int
__wrap_PMPI_Recv(void *buf, int n, MPI_Datatype t, int source, int tag,
                 MPI_Comm comm, MPI_Status *s)
{
    return pretending ? MPI_SUCCESS
                      : __real_PMPI_Recv(buf, n, t, source, tag, comm, s);
}

int
__wrap_PMPI_Irecv(void *buf, int n, MPI_Datatype t, int source, int tag,
                  MPI_Comm comm, MPI_Request *r)
{
    if (!pretending)
        return __real_PMPI_Irecv(buf, n, t, source, tag, comm, r);
    *r = MPI_REQUEST_NULL;
    return MPI_SUCCESS;
}

/* HOLES is 2 doubles with room for 5; LARGE is 16 MiB. */
static MPI_Datatype
datatype(enum type type)
{
    static MPI_Datatype holes, large;
    if (type == HOLES && holes == 0) {
        PMPI_Type_vector(2, 1, 4, MPI_DOUBLE, &holes);
        PMPI_Type_commit(&holes);
    }
    if (type == LARGE && large == 0) {
        PMPI_Type_contiguous(1 << 24, MPI_BYTE, &large);
        PMPI_Type_commit(&large);
    }
    return type == BYTE     ? MPI_BYTE
           : type == INT    ? MPI_INT
           : type == DOUBLE ? MPI_DOUBLE
           : type == HOLES  ? holes
                            : large;
}

static int
make_call(enum call call)
{
    if (call == SEND)
        return MPI_Send(given.buf, given.n, given.type, given.dest, STAG,
                        given.comm);
    if (call == ISEND)
        return MPI_Isend(given.buf, given.n, given.type, given.dest, STAG,
                         given.comm, given.request);
    return MPI_Sendrecv(given.buf, given.n, given.type, given.dest, STAG,
                        given.rbuf, given.rn, given.rtype, given.source,
                        RTAG, given.comm, given.status);
}

/* Real messages: each rank sends n numbers to the next one. */
static int
really(enum call call, int n, int64_t *numbers, int64_t *came)
{
    int rank, size, result;
    MPI_Comm comm = case_comm();
    MPI_Request request, receive;
    PMPI_Comm_rank(comm, &rank);
    PMPI_Comm_size(comm, &size);
    int to = (rank + 1) % size, from = (rank + size - 1) % size;
    if (call == SENDRECV)
        return MPI_Sendrecv(numbers, n, MPI_INT64_T, to, STAG, came, n + 3,
                            MPI_INT64_T, from, STAG, comm,
                            MPI_STATUS_IGNORE);
    PMPI_Irecv(came, n, MPI_INT64_T, from, STAG, comm, &receive);
    if (call == SEND)
        result = MPI_Send(numbers, n, MPI_INT64_T, to, STAG, comm);
    else {
        result =
            MPI_Isend(numbers, n, MPI_INT64_T, to, STAG, comm, &request);
        PMPI_Wait(&request, MPI_STATUS_IGNORE);
    }
    MPI_Wait(&receive, MPI_STATUS_IGNORE);
    return result;
}

/* Who does not pass calls on would keep the others waiting: no real message
 * then, on any rank. */
static bool
trusted(void)
{
    int worst;
    PMPI_Allreduce(&suspect, &worst, 1, MPI_INT, MPI_MAX, MPI_COMM_WORLD);
    return worst == 0;
}

/* Counters go on from case to case, so differences are said. */
static void
say_counted(const int64_t *before, int ranks)
{
    int64_t *counted = calloc((size_t)ranks, sizeof *counted);
    if (counted == NULL)
        abort();
    for (int r = 0; r < ranks; r++)
        counted[r] = count_bytes_to(r) - before[r];
    say_i64s(counted, (size_t)ranks);
    free(counted);
}

static void
pretend(enum call call, int n, enum type type, int dest, int64_t *buffer)
{
    static MPI_Request request;
    static MPI_Status status;
    int size;
    PMPI_Comm_size(case_comm(), &size);
    given.buf = buffer;
    given.rbuf = buffer + 1;
    given.n = n;
    given.rn = n + 3;
    given.type = datatype(type);
    given.rtype = MPI_INT64_T;
    given.dest = dest == NULL_RANK ? MPI_PROC_NULL : dest % size;
    given.source = (dest + 1) % size;
    given.comm = case_comm();
    given.request = &request;
    given.status = &status;
    pretending = true;
    say_i64(make_call(call) == result_of(given.dest));
    pretending = false;
}

/* Which call, how often, elements, their type, the rank or NULL_RANK, and
 * whether it is a real message.  A list of such fives is one case. */
void
probe_case(void)
{
    size_t n;
    int64_t *v = ask_i64s(&n);
    int real = (int)ask_i64(), ranks, skipped = real && !trusted();
    PMPI_Comm_size(MPI_COMM_WORLD, &ranks);
    int64_t *before = calloc((size_t)ranks, sizeof *before);
    int64_t *buffer = calloc(64, sizeof *buffer);
    int64_t *came = calloc(64, sizeof *came);
    if (before == NULL || buffer == NULL || came == NULL)
        abort();
    for (int r = 0; r < ranks; r++)
        before[r] = count_bytes_to(r);
    for (int i = 0; i < 64; i++)
        buffer[i] = 100 + i;
    for (int c = 0; c < CALLS; c++)
        passed[c] = 0;
    altered = 0;
    say_i64(skipped);
    for (size_t i = 0; i + 3 < n; i += 4) {
        passed[v[i]] -= !real;
        if (skipped)
            say_i64(0);
        else if (real)
            say_i64(really((enum call)v[i], (int)v[i + 1], buffer, came) ==
                    MPI_SUCCESS);
        else
            pretend((enum call)v[i], (int)v[i + 1], (enum type)v[i + 2],
                    (int)v[i + 3], buffer);
        for (int k = 0; real && !skipped && k < v[i + 1]; k++)
            altered += came[k] != 100 + k;
    }
    say_counted(before, ranks);
    for (int c = 0; c < CALLS; c++) {
        say_i64(passed[c]); /* more or less often than called */
        suspect += passed[c] != 0;
    }
    suspect += altered;
    say_i64(altered);
    say_i64(count_bytes_to(-1));
    say_i64(count_bytes_to(ranks));
    free(before);
    free(buffer);
    free(came);
}
