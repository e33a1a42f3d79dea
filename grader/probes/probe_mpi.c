/*
 * probe_mpi.c - the main program of an MPI probe: one case after the other,
 * each on its communicator, and what it leaves behind.
 */
#define _GNU_SOURCE
#include "probe_mpi_calls.h"
#include "probe_keeper.h"
#include "probe_leaks.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

static int half;
static MPI_Comm ours; /* the world again: no message of the learner's */

const bool probe_checks_process = false;

int
probe_rank(void)
{
    return watch.rank;
}

MPI_Comm
case_comm(void)
{
    return watch.comm;
}

int
case_half(void)
{
    return half;
}

int
case_blocking_calls(void)
{
    return watch.blocking_calls;
}

/* --- the wait table ----------------------------------------------------
 */

static void
map_table(void)
{
    char path[300];
    const char *root = getenv("BOX_ROOT");
    snprintf(path, sizeof path, "%s/table", root ? root : "");
    int fd = open(path, O_RDWR | O_CLOEXEC);
    if (fd == -1)
        return;
    void *p = mmap(NULL, sizeof *watch.table, PROT_READ | PROT_WRITE,
                   MAP_SHARED, fd, 0);
    close(fd);
    watch.table = p == MAP_FAILED ? NULL : p;
}

int64_t *
case_board(void)
{
    return watch.table != NULL && watch.rank < WAIT_ROWS
               ? watch.table->board
               : NULL;
}

void
case_free(void *buffer)
{
    struct kept {
        void *buffer;
        struct kept *next;
    };
    static struct kept *kept; /* so that they do not look like leaks */
    if (requests_open() == 0) {
        free(buffer);
        return;
    }
    struct kept *one = malloc(sizeof *one);
    if (one == NULL)
        abort();
    *one = (struct kept){buffer, kept};
    kept = one;
}

void
wait_for_board(const char *task, const int *who, int n, int64_t goal)
{
    enum { POLLS_A_MS = 15 }; /* as often as ranks in MPI look */
    int64_t before = -1;
    const int64_t *board = case_board();
    if (board == NULL)
        return;
    watch_enter(task, WAIT_NOBODY, 0, false, NULL);
    for (int64_t sum = 0; sum < goal;) {
        sum = 0;
        watch.table->row[watch.rank].polls += POLLS_A_MS;
        for (int i = 0; i < n; i++)
            sum += __atomic_load_n(&board[who[i]], __ATOMIC_ACQUIRE);
        char *text = watch.table->row[watch.rank].call;
        if (sum != before)
            snprintf(text, 32, "in %s: %d of %d others done", task,
                     (int)sum, (int)goal);
        before = sum;
        nanosleep(&(struct timespec){.tv_nsec = 1000000}, NULL);
    }
    watch_leave(WAIT_RUNS);
}

/* --- cases -------------------------------------------------------------
 */

static void
make_comm(enum shape shape)
{
    half = 0;
    switch (shape) {
    case DUPLICATE:
        PMPI_Comm_dup(MPI_COMM_WORLD, &watch.comm);
        break;
    case REVERSED:
        PMPI_Comm_split(MPI_COMM_WORLD, 0, watch.size - watch.rank,
                        &watch.comm);
        break;
    case ODD_EVEN:
        half = watch.rank % 2;
        PMPI_Comm_split(MPI_COMM_WORLD, half, watch.rank, &watch.comm);
        break;
    case SELF:
        half = 0;
        PMPI_Comm_dup(MPI_COMM_SELF, &watch.comm);
        break;
    default:
        watch.comm = MPI_COMM_WORLD;
    }
}

void
probe_before_case(int index)
{
    watch.question = index;
    make_comm((enum shape)ask_i64());
    watch.mode = (enum sends)ask_i64();
    if (case_board() != NULL)
        case_board()[watch.rank] = 0;
    memset(&watch.open, 0, sizeof watch.open);
    errors_end_the_job(watch.comm);
    events_begin();
    requests_begin();
    watch.late_receives = watch.blocking_calls = 0;
    watch.sends_changed = watch.looks = 0;
    PMPI_Barrier(ours); /* the case before has ended everywhere */
    watch.on = true;
}

/* A message that nobody received is found after everybody has returned. */
static void
check_messages(void)
{
    int found = 0, n = 0;
    MPI_Status s;
    watch_enter("the end of the case", WAIT_NOBODY, 0, true, NULL);
    PMPI_Barrier(ours);
    watch_leave(WAIT_RUNS);
    for (;; n++) {
        MPI_Message m;
        PMPI_Improbe(MPI_ANY_SOURCE, MPI_ANY_TAG, watch.comm, &found, &m,
                     &s);
        if (!found)
            break;
        int bytes;
        PMPI_Get_count(&s, MPI_BYTE, &bytes);
        void *sink = malloc((size_t)bytes + 1);
        PMPI_Mrecv(sink, bytes, MPI_BYTE, &m, &s);
        free(sink);
    }
    probe_left("message", n, "sent but never received");
}

void
probe_after_case(void)
{
    watch.on = false;
    check_messages();
    probe_left("send-buffer", watch.sends_changed,
               "changed before the send was complete");
    probe_left("MPI-communicator", watch.open.comms, "never freed");
    probe_left("MPI-datatype", watch.open.types, "never freed");
    probe_left("MPI-operation", watch.open.ops, "never freed");
    probe_left("MPI-request", requests_open() - requests_freed(),
               "never completed");
    probe_left("MPI-request", requests_freed(),
               "freed before it was complete");
    probe_left("MPI-request", requests_unfreed(), "never freed");
    probe_left("MPI-window", watch.open.windows, "never freed");
    probe_left("MPI-group", watch.open.groups, "never freed");
    probe_left("MPI-error-handler", watch.open.handlers, "never freed");
    if (watch.comm != MPI_COMM_WORLD)
        PMPI_Comm_free(&watch.comm);
    watch.comm = MPI_COMM_NULL;
}

void
probe_finish(void)
{
    int leaks = leaks_found();
    watch_enter("MPI_Finalize", WAIT_NOBODY, 0, true, NULL);
    PMPI_Comm_free(&ours);
    PMPI_Finalize();
    watch_leave(WAIT_ENDED);
    if (leaks)
        _exit(79);
}

int
main(int argc, char **argv)
{
    keeper_start();
    map_table();
    leaks_begin();
    leaks_pause(); /* watch_leave resumes */
    PMPI_Init(&argc, &argv);
    PMPI_Comm_rank(MPI_COMM_WORLD, &watch.rank);
    PMPI_Comm_size(MPI_COMM_WORLD, &watch.size);
    errors_end_the_job(MPI_COMM_WORLD);
    errors_end_the_job(MPI_COMM_SELF);
    PMPI_Comm_dup(MPI_COMM_WORLD, &ours);
    watch_leave(WAIT_RUNS);
    int status = probe_main();
    if (leaks_watched()) /* a check after Finalize would see MPI's ruins */
        _exit(status);
    return status;
}
