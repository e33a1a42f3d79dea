/*
 * probe_work.c - the work counter and the rendezvous.
 *
 * Whether work was shared is decided by counting it, and whether workers
 * ran together by a meeting inside pi_hits; never by a clock.
 */
#define _GNU_SOURCE
#include "probe.h"
#include "probe_family.h"
#include "darts.h"

#include <stdatomic.h>
#include <string.h>

enum { MAX_CALLS = 4096, MAX_WORKERS = 256 };

struct work {
    atomic_int par_u64_calls, calls, inside, most_inside, workers;
    atomic_int made; /* workers there were when nobody else could come */
    int expected;
    bool on, pretend;
    int id[MAX_WORKERS]; /* thread ids; [0] is the one that started it */
    int newest[MAX_WORKERS]; /* 1 + the last call of each worker */
    int64_t call[MAX_CALLS][4];
};

static struct work *work; /* in memory that children share */
static void *page;

int64_t __real_pi_hits(uint64_t seed, int64_t first, int64_t last);
int64_t __wrap_pi_hits(uint64_t seed, int64_t first, int64_t last);

/* Before the first case, so that it does not look like a leak. */
__attribute__((constructor)) static void
share_early(void)
{
    work = share_memory(sizeof *work);
    page = share_memory(1 << 16);
}

void *
shared_page(void)
{
    return page;
}

void
work_start(int workers_expected)
{
    family_start(FREE);
    memset(work, 0, sizeof *work);
    memset(page, 0, 1 << 16);
    work->expected = workers_expected;
    work->id[0] = thread_id();
    work->workers = 1;
    work->on = true;
}

void
work_pretend(void)
{
    work->pretend = true;
}

static int64_t
pretended_hits(int64_t first, int64_t last)
{
    if (last <= first)
        return 0;
    int64_t multiples =
        last / 5 + (last % 5 > 0) - first / 5 - (first % 5 > 0);
    return (int64_t)((uint64_t)last - (uint64_t)first) - multiples;
}

void
work_stop(void)
{
    work->on = false;
    work->expected = 0; /* threads that were left behind need not wait */
}

void
work_say(void)
{
    int n = work->calls < MAX_CALLS ? work->calls : MAX_CALLS;
    say_i64(work->most_inside);
    say_i64s(&work->call[0][0], 4 * (size_t)n);
}

/* Small number of this thread or process; 0 is the caller's own. */
static int
worker_number(void)
{
    int me = thread_id();
    for (int i = 0; i < work->workers && i < MAX_WORKERS; i++)
        if (work->id[i] == me)
            return i;
    int i = atomic_fetch_add(&work->workers, 1);
    if (i < MAX_WORKERS)
        work->id[i] = me;
    return i;
}

/* Waits until all expected workers are inside, or nobody else can come. */
static void
meet(void)
{
    int now = atomic_fetch_add(&work->inside, 1) + 1;
    int most = atomic_load(&work->most_inside);
    while (now > most &&
           !atomic_compare_exchange_weak(&work->most_inside, &most, now))
        continue;
    struct calm c;
    calm_begin(&c);
    while (atomic_load(&work->most_inside) < work->expected)
        if (calm_now(&c)) {
            int nobody = 0, made = family_born() + family_threads();
            atomic_compare_exchange_strong(&work->made, &nobody, made);
            break;
        }
    calm_end();
}

/* Logs darts of this worker; true if they are its first. */
static bool
note(uint64_t seed, int64_t first, int64_t last)
{
    int call = atomic_fetch_add(&work->calls, 1), me = worker_number();
    if (call < MAX_CALLS) {
        int64_t entry[4] = {me, (int64_t)seed, first, last};
        memcpy(work->call[call], entry, sizeof entry);
    }
    bool first_call = me < MAX_WORKERS && work->newest[me] == 0;
    if (me < MAX_WORKERS)
        work->newest[me] = call + 1;
    return first_call;
}

/* A single dart that follows the worker's last one makes that call longer.
 */
static bool
note_dart(uint64_t seed, int64_t k)
{
    int me = worker_number();
    int newest = me < MAX_WORKERS ? work->newest[me] - 1 : -1;
    int64_t *call =
        newest >= 0 && newest < MAX_CALLS ? work->call[newest] : NULL;
    if (call == NULL || call[1] != (int64_t)seed || call[3] != k)
        return note(seed, k, k + 1);
    call[3] = k + 1;
    return false;
}

int64_t
__wrap_pi_hits(uint64_t seed, int64_t first, int64_t last)
{
    if (!work->on)
        return __real_pi_hits(seed, first, last);
    bool first_call = note(seed, first, last);
    if (first_call)
        meet();
    int64_t hits = work->pretend ? pretended_hits(first, last)
                                 : __real_pi_hits(seed, first, last);
    if (first_call)
        atomic_fetch_sub(&work->inside, 1);
    return hits;
}

uint64_t __real_par_u64(uint64_t seed, uint64_t i);
uint64_t __wrap_par_u64(uint64_t seed, uint64_t i);

uint64_t
__wrap_par_u64(uint64_t seed, uint64_t i)
{
    atomic_fetch_add(&work->par_u64_calls, 1);
    if (work->on && note_dart(seed, (int64_t)i)) {
        meet();
        atomic_fetch_sub(&work->inside, 1);
    }
    return __real_par_u64(seed, i);
}

int
work_made(void)
{
    int made = atomic_load(&work->made);
    return made > 0 ? made : family_born() + family_threads();
}

int64_t
work_par_u64_calls(void)
{
    return work->par_u64_calls;
}
