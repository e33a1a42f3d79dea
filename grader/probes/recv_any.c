/*
 * recv_any.c - probe: every rank sends one message to the receiver, and
 * before it one with another tag; the receiver calls as often as there are
 * ranks.
 */
#include "contract.h"
#include "probe_mpi_calls.h"

#include <stdlib.h>

enum { OTHER_LENGTH = 3, UNTOUCHED = -77 };

static double
number_of(int rank, int i)
{
    return rank * 1000000.0 + i;
}

/* The senders wait for nobody: some answers take other messages. */
static void
send_messages(int rank, int receiver, int tag, int length,
              double *numbers[2], MPI_Request request[2])
{
    for (int k = 0; k < 2; k++) {
        int n = k == 0 ? OTHER_LENGTH : length;
        numbers[k] = malloc(((size_t)n + 1) * sizeof **numbers);
        if (numbers[k] == NULL)
            abort();
        for (int i = 0; i < n; i++)
            numbers[k][i] = k == 0 ? -1 : number_of(rank, i);
        PMPI_Isend(numbers[k], n, MPI_DOUBLE, receiver,
                   k == 0 ? tag + 1 : tag, case_comm(), &request[k]);
    }
}

static void
call_once(int tag, const int64_t *lengths)
{
    double *buf = NULL;
    int n = UNTOUCHED, src = UNTOUCHED;
    int64_t good = 0;
    say_i64(recv_any(&buf, &n, &src, tag, case_comm()));
    int sender = world_rank(src, case_comm()); /* n may be too large */
    int64_t most = sender < 0 ? 0 : lengths[sender];
    for (int i = 0; i < n && i < most && buf != NULL; i++)
        good += buf[i] == number_of(src, i);
    say_i64(n);
    say_i64(src);
    say_i64(good);
    free(buf);
}

static void
call_with_null(int which, int tag)
{
    double *buf = NULL;
    int n, src;
    say_i64(recv_any(which == 0 ? NULL : &buf, which == 1 ? NULL : &n,
                     which == 2 ? NULL : &src, tag, case_comm()));
}

/* Takes every message that is left, so that its sender can go on; how many
 * have the tag. */
static int
drain(int tag)
{
    int counted = 0;
    for (int found = 1; found;) {
        MPI_Message m;
        MPI_Status s;
        PMPI_Improbe(MPI_ANY_SOURCE, MPI_ANY_TAG, case_comm(), &found, &m,
                     &s);
        if (!found)
            break;
        int bytes;
        PMPI_Get_count(&s, MPI_BYTE, &bytes);
        void *sink = malloc((size_t)bytes + 1);
        PMPI_Mrecv(sink, bytes, MPI_BYTE, &m, MPI_STATUS_IGNORE);
        free(sink);
        counted += s.MPI_TAG == tag;
    }
    return counted;
}

/* The answer may hang; then this rank is seen to wait as well. */
static void
meet(void)
{
    watch_enter("in the part that only sends", WAIT_NOBODY, 0, true, NULL);
    PMPI_Barrier(case_comm());
    watch_leave(WAIT_RUNS);
}

/* The length of each world rank's message, the receiver, the tag, and
 * whether null pointers are tried. */
void
probe_case(void)
{
    size_t n;
    int64_t *lengths = ask_i64s(&n);
    int last = (int)ask_i64(), tag = (int)ask_i64(), null = (int)ask_i64();
    int world, rank, size;
    double *numbers[2];
    MPI_Request request[2];
    PMPI_Comm_rank(MPI_COMM_WORLD, &world);
    PMPI_Comm_rank(case_comm(), &rank);
    PMPI_Comm_size(case_comm(), &size);
    int receiver = last ? size - 1 : 0;
    if (!null)
        send_messages(rank, receiver, tag, (int)lengths[world], numbers,
                      request);
    for (int i = 0; null && rank == receiver && i < 3; i++)
        call_with_null(i, tag);
    if (null)
        return;
    if (watch.mode == DELAYED) /* which of all messages comes is chosen */
        meet();
    for (int i = 0; rank == receiver && i < size; i++)
        call_once(tag, lengths);
    meet();
    if (rank == receiver)
        say_i64(drain(tag + 1));
    watch_enter("in the part that only sends", WAIT_NOBODY, 0, true, NULL);
    PMPI_Wait(&request[0], MPI_STATUS_IGNORE);
    PMPI_Wait(&request[1], MPI_STATUS_IGNORE);
    watch_leave(WAIT_RUNS);
    free(numbers[0]);
    free(numbers[1]);
}
