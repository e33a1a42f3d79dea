/*
 * probe_work.c - tells the keeper who throws which darts.
 *
 * Whether work was shared is decided by counting it, and whether workers
 * ran together by a meeting inside pi_hits, where the keeper holds them;
 * never by a clock.
 */
#define _GNU_SOURCE
#include "probe.h"
#include "probe_family.h"
#include "probe_keeper.h"
#include "darts.h"

#include <stdatomic.h>
#include <string.h>

struct work {
    atomic_int par_u64_calls;
    bool on, pretend;
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
    if (workers_expected > 0)
        keep(KEEP_EXPECT, workers_expected, 0, 0);
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
}

void
work_note(int64_t seed, int64_t first, int64_t last)
{
    if (work->on)
        keep(KEEP_NOTE, seed, first, last);
}

/* A single dart that follows the worker's last one only makes that note
 * longer: the keeper has seen its beginning. */
static void
note_dart(uint64_t seed, int64_t k)
{
    static _Thread_local struct {
        uint64_t seed;
        int64_t next;
        long note;
        int tid; /* a child inherits its creator's copy */
    } run;
    int me = thread_id();
    if (run.tid != me || run.seed != seed || run.next != k) {
        run.note = keep(KEEP_NOTE, (int64_t)seed, k, k + 1);
        run.seed = seed;
        run.tid = me;
    } else if (run.note >= 0 && run.note < MAX_NOTES)
        mail->run_end[run.note] = k + 1;
    run.next = k + 1;
}

int64_t
__wrap_pi_hits(uint64_t seed, int64_t first, int64_t last)
{
    work_note((int64_t)seed, first, last);
    return work->on && work->pretend ? pretended_hits(first, last)
                                     : __real_pi_hits(seed, first, last);
}

uint64_t __real_par_u64(uint64_t seed, uint64_t i);
uint64_t __wrap_par_u64(uint64_t seed, uint64_t i);

uint64_t
__wrap_par_u64(uint64_t seed, uint64_t i)
{
    atomic_fetch_add(&work->par_u64_calls, 1);
    if (work->on)
        note_dart(seed, (int64_t)i);
    return __real_par_u64(seed, i);
}

int64_t
work_par_u64_calls(void)
{
    return work->par_u64_calls;
}
