/*
 * probe_mpi_calls.c - the blocking calls between two ranks.
 *
 * The wrappers make standard sends synchronous or slow, write into the wait
 * table what each rank is doing, and keep the record of the case.
 */
#define _GNU_SOURCE
#include "probe_mpi_calls.h"
#include "probe_leaks.h"

#include <errno.h>
#include <sched.h>
#include <stdio.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

struct watch watch;

static struct wait_row *
own_row(void)
{
    return watch.table == NULL || watch.rank >= WAIT_ROWS
               ? NULL
               : &watch.table->row[watch.rank];
}

void
watch_pass(const char *call, void *site)
{
    struct wait_row *row = own_row();
    leaks_pause();
    if (row == NULL)
        return;
    snprintf(row->call, sizeof row->call, "%s", call);
    row->site = (uint64_t)(uintptr_t)site;
}

void
watch_passed(void)
{
    leaks_resume();
}

void
watch_enter(const char *call, int peer, int tag, bool collective,
            void *site)
{
    if (watch.on && watch.before_wait != NULL)
        watch.before_wait(call);
    watch.blocking_calls += watch.on;
    watch_pass(call, site);
    struct wait_row *row = own_row();
    if (row == NULL)
        return;
    row->peer = peer;
    row->tag = tag;
    row->collective = collective;
    row->calls++;
    row->state = WAIT_INSIDE;
}

void
watch_leave(enum wait_state state)
{
    leaks_resume();
    struct wait_row *row = own_row();
    if (row == NULL)
        return;
    row->calls++;
    row->state = (int32_t)state;
}

/* Open MPI's ranks give their processor away when they have looked for
 * messages in vain, and look again at once.  Many ranks on few cores spend
 * nearly all their time so.  Whoever has looked FEW times in one call
 * sleeps a little before each further look, and all vain looks are counted:
 * when every rank looks and looks and none finds anything, nothing is under
 * way. The library finds this function before that of the C library. */
int
sched_yield(void)
{
    enum { FEW = 50, A_LITTLE = 20000 }; /* nanoseconds */
    static uint64_t call;
    static int looks;
    struct wait_row *row = own_row();
    if (row == NULL || row->state != WAIT_INSIDE)
        return (int)syscall(SYS_sched_yield);
    row->polls++;
    looks = call == row->calls ? looks + 1 : 0;
    call = row->calls;
    if (looks <= FEW)
        return (int)syscall(SYS_sched_yield);
    int before = errno;
    nanosleep(&(struct timespec){.tv_nsec = A_LITTLE}, NULL);
    errno = before;
    return 0;
}

int
world_rank(int r, MPI_Comm c)
{
    int n, out = WAIT_NOBODY;
    if (r == MPI_ANY_SOURCE)
        return WAIT_ANYBODY;
    if (r < 0 || c == MPI_COMM_NULL)
        return WAIT_NOBODY;
    PMPI_Comm_size(c, &n);
    if (r >= n) /* MPI will say so when it is called itself */
        return WAIT_NOBODY;
    MPI_Group mine, all;
    PMPI_Comm_group(c, &mine);
    PMPI_Comm_group(MPI_COMM_WORLD, &all);
    PMPI_Group_translate_ranks(mine, 1, &r, all, &out);
    PMPI_Group_free(&mine);
    PMPI_Group_free(&all);
    return out;
}

/* MPI may give a receive from MPI_ANY_SOURCE any message that has arrived.
 * With sends delayed it gets the worst one: as soon as all other ranks
 * stand still, that of the highest rank.  Whoever counts on the order of
 * arrival is then wrong every time.  Others notice nothing; the waits are
 * few.  After a probe for anybody's message, a receive of anybody's gets
 * that of somebody else, if there is one. */
static int
last_sender(int from, int tag, MPI_Comm c, bool probes)
{
    static int probed = MPI_PROC_NULL;
    int not_this = probes ? MPI_PROC_NULL : probed;
    probed = MPI_PROC_NULL;
    enum { STILL = 5, MOST_MS = 60, MOST_WAITS = 24 };
    if (from != MPI_ANY_SOURCE || !watch.on || watch.mode != DELAYED ||
        watch.table == NULL || watch.late_receives++ >= MOST_WAITS)
        return from;
    uint64_t before = 0;
    int n, found = 0;
    PMPI_Comm_size(c, &n);
    for (int ms = 0, still = 0; ms < MOST_MS && still < STILL; ms++) {
        bool all_inside = true;
        uint64_t calls = 0;
        for (int r = 0; r < watch.size && r < WAIT_ROWS; r++) {
            calls += watch.table->row[r].calls;
            all_inside =
                all_inside && watch.table->row[r].state != WAIT_RUNS;
        }
        still = all_inside && calls == before ? still + 1 : 0;
        before = calls;
        PMPI_Iprobe(from, tag, c, &found, MPI_STATUS_IGNORE); /* progress */
        nanosleep(&(struct timespec){.tv_nsec = 1000000}, NULL);
    }
    for (int r = n - 1; r >= 0; r--) {
        PMPI_Iprobe(r, tag, c, &found, MPI_STATUS_IGNORE);
        if (!found || r == not_this)
            continue;
        probed = probes ? r : MPI_PROC_NULL;
        return r;
    }
    return from;
}

void
delay_send(void)
{
    static uint64_t state;
    if (!watch.on || watch.mode != DELAYED)
        return;
    state = state * 6364136223846793005u + 1442695040888963407u +
            (uint64_t)watch.rank;
    nanosleep(&(struct timespec){.tv_nsec = (long)(state >> 44)}, NULL);
}

/* --- sending -----------------------------------------------------------
 */

static void
enter_send(const char *call, int n, MPI_Datatype t, int to, int tag,
           MPI_Comm c, void *site)
{
    watch_pass(call, site); /* translating may fail already */
    int peer = world_rank(to, c);
    note_event((struct event){call, EVENT_SEND, case_peer(to, c), tag,
                              bytes_of(n, t), -1, 0, 0});
    watch_passed();
    watch_enter(call, peer, tag, false, site);
}

int
MPI_Send(const void *b, int n, MPI_Datatype t, int to, int tag, MPI_Comm c)
{
    enter_send("MPI_Send", n, t, to, tag, c, SITE);
    delay_send();
    int error = watch.on && watch.mode == SYNCHRONOUS
                    ? PMPI_Ssend(b, n, t, to, tag, c)
                    : PMPI_Send(b, n, t, to, tag, c);
    watch_leave(WAIT_RUNS);
    return error;
}

#define SEND(NAME)                                                         \
    int MPI_##NAME(const void *b, int n, MPI_Datatype t, int to, int tag,  \
                   MPI_Comm c)                                             \
    {                                                                      \
        enter_send("MPI_" #NAME, n, t, to, tag, c, SITE);                  \
        int error = PMPI_##NAME(b, n, t, to, tag, c);                      \
        watch_leave(WAIT_RUNS);                                            \
        return error;                                                      \
    }
SEND(Ssend)
SEND(Bsend)
SEND(Rsend)

/* --- receiving ---------------------------------------------------------
 */

/* Enters a call that waits for a message; the place of its event. */
static int
enter_receive(const char *call, enum event_kind kind, int from, int tag,
              MPI_Comm c, void *site)
{
    watch_pass(call, site);
    int peer = world_rank(from, c);
    int at = note_event(
        (struct event){call, kind, case_peer(from, c), tag, 0, -1, 0, 0});
    watch_passed();
    watch_enter(call, peer, tag, false, site);
    return at;
}

static int
leave_receive(int event, int error, const MPI_Status *s, MPI_Comm c)
{
    if (error == MPI_SUCCESS)
        note_message(event, s, c);
    watch_leave(WAIT_RUNS);
    return error;
}

/* Open MPI may write a large message behind the end of a place that is too
 * small for it, and then it is luck what ends the job.  So the length is
 * looked at before. */
static int
receive(void *b, int n, MPI_Datatype t, int from, int tag, MPI_Comm c,
        MPI_Status *s)
{
    MPI_Message m;
    int bytes;
    if (!watch.on || n < 0 || t == MPI_DATATYPE_NULL ||
        from == MPI_PROC_NULL)
        return PMPI_Recv(b, n, t, from, tag, c, s);
    int error = PMPI_Mprobe(from, tag, c, &m, s);
    if (error != MPI_SUCCESS)
        return error;
    PMPI_Get_count(s, MPI_BYTE, &bytes);
    if (bytes > bytes_of(n, t)) {
        PMPI_Comm_call_errhandler(c, MPI_ERR_TRUNCATE);
        return MPI_ERR_TRUNCATE;
    }
    return PMPI_Mrecv(b, n, t, &m, s);
}

int
MPI_Recv(void *b, int n, MPI_Datatype t, int from, int tag, MPI_Comm c,
         MPI_Status *s)
{
    MPI_Status own;
    s = s == MPI_STATUS_IGNORE ? &own : s;
    int e = enter_receive("MPI_Recv", EVENT_RECEIVE, from, tag, c, SITE);
    int error =
        receive(b, n, t, last_sender(from, tag, c, false), tag, c, s);
    return leave_receive(e, error, s, c);
}

int
MPI_Probe(int from, int tag, MPI_Comm c, MPI_Status *s)
{
    MPI_Status own;
    s = s == MPI_STATUS_IGNORE ? &own : s;
    int e = enter_receive("MPI_Probe", EVENT_PROBE, from, tag, c, SITE);
    int error = PMPI_Probe(last_sender(from, tag, c, true), tag, c, s);
    return leave_receive(e, error, s, c);
}

int
MPI_Mprobe(int from, int tag, MPI_Comm c, MPI_Message *m, MPI_Status *s)
{
    MPI_Status own;
    s = s == MPI_STATUS_IGNORE ? &own : s;
    int e = enter_receive("MPI_Mprobe", EVENT_PROBE, from, tag, c, SITE);
    int error = PMPI_Mprobe(last_sender(from, tag, c, false), tag, c, m, s);
    return leave_receive(e, error, s, c);
}

/* A probe that does not wait: an event only where it found a message. */
static void
note_found(const char *call, int found, const MPI_Status *s, MPI_Comm c)
{
    if (found)
        note_message(note_event((struct event){
                         .call = call, .kind = EVENT_PROBE, .request = -1}),
                     s, c);
}

int
MPI_Iprobe(int from, int tag, MPI_Comm c, int *found, MPI_Status *s)
{
    MPI_Status own;
    s = s == MPI_STATUS_IGNORE ? &own : s;
    watch_pass("MPI_Iprobe", SITE);
    int error = PMPI_Iprobe(from, tag, c, found, s);
    if (error == MPI_SUCCESS)
        note_found("MPI_Iprobe", *found, s, c);
    watch_passed();
    return error;
}

int
MPI_Improbe(int from, int tag, MPI_Comm c, int *found, MPI_Message *m,
            MPI_Status *s)
{
    MPI_Status own;
    s = s == MPI_STATUS_IGNORE ? &own : s;
    watch_pass("MPI_Improbe", SITE);
    int error = PMPI_Improbe(from, tag, c, found, m, s);
    if (error == MPI_SUCCESS)
        note_found("MPI_Improbe", *found, s, c);
    watch_passed();
    return error;
}

/* A matched message does not say on which communicator it came; that of the
 * case is the only one that counts here. */
int
MPI_Mrecv(void *b, int n, MPI_Datatype t, MPI_Message *m, MPI_Status *s)
{
    MPI_Status own;
    s = s == MPI_STATUS_IGNORE ? &own : s;
    watch_enter("MPI_Mrecv", WAIT_NOBODY, 0, false, SITE);
    int e = note_event((struct event){"MPI_Mrecv", EVENT_RECEIVE, PEER_NONE,
                                      0, 0, -1, 0, 0});
    int error = PMPI_Mrecv(b, n, t, m, s);
    return leave_receive(e, error, s, watch.comm);
}

/* --- both at once ------------------------------------------------------
 */

static int
enter_both(const char *call, int n, MPI_Datatype t, int to, int stag,
           int from, int rtag, MPI_Comm c, void *site)
{
    watch_pass(call, site);
    note_event((struct event){call, EVENT_SEND, case_peer(to, c), stag,
                              bytes_of(n, t), -1, 0, 0});
    watch_passed();
    return enter_receive(call, EVENT_RECEIVE, from, rtag, c, site);
}

/* MPI wants two buffers that have nothing in common: what comes could
 * overwrite what has not left yet. */
static void
look_at_buffers(const void *sb, const void *rb, int64_t sent,
                int64_t received, int to, int from)
{
    uintptr_t s = (uintptr_t)sb, r = (uintptr_t)rb;
    if (!watch.on || to == MPI_PROC_NULL || from == MPI_PROC_NULL ||
        sent <= 0 || received <= 0 || s >= r + (uintptr_t)received ||
        r >= s + (uintptr_t)sent)
        return;
    watch.sends_changed++;
    mpi_mark("send buffer changed", -1, 0);
}

int
MPI_Sendrecv(const void *sb, int sn, MPI_Datatype st, int to, int stag,
             void *rb, int rn, MPI_Datatype rt, int from, int rtag,
             MPI_Comm c, MPI_Status *s)
{
    MPI_Status own;
    s = s == MPI_STATUS_IGNORE ? &own : s;
    int e =
        enter_both("MPI_Sendrecv", sn, st, to, stag, from, rtag, c, SITE);
    if (st == rt) /* others may have gaps that lie in one another */
        look_at_buffers(sb, rb, bytes_of(sn, st), bytes_of(rn, rt), to,
                        from);
    int error =
        PMPI_Sendrecv(sb, sn, st, to, stag, rb, rn, rt, from, rtag, c, s);
    return leave_receive(e, error, s, c);
}

int
MPI_Sendrecv_replace(void *b, int n, MPI_Datatype t, int to, int stag,
                     int from, int rtag, MPI_Comm c, MPI_Status *s)
{
    MPI_Status own;
    s = s == MPI_STATUS_IGNORE ? &own : s;
    int e = enter_both("MPI_Sendrecv_replace", n, t, to, stag, from, rtag,
                       c, SITE);
    int error = PMPI_Sendrecv_replace(b, n, t, to, stag, from, rtag, c, s);
    return leave_receive(e, error, s, c);
}
