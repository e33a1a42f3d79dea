/* thread_pool.c - probe: loops of a pool, run by an actor, so that the
 * conductor sees who works, who sleeps and who is still there. */
#define _GNU_SOURCE
#include "contract.h"
#include "probe.h"
#include "probe_conduct.h"
#include "probe_family.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

enum ops { NEW, FOR, END };
enum kinds { LOOPS, BAD, FREELY, NO_THREADS, ENDLESS };
/* What f does: PLAIN nothing but count; MEET waits until all that can come
 * are in it; SLOW lets number 0 wait until nobody else does anything; FEW
 * ends no call but the first ones. */
enum ways { PLAIN, MEET, SLOW, BEGIN_TOGETHER, FEW };
enum { CALLER, MOST_N = 4096, FIRST_ONES = 40 };

static struct tp *pool;
static atomic_int calls[MOST_N], outside, inside, most_inside, ended;
static int64_t loop_n, nthreads;
static enum ways way;
static int written[MOST_N]; /* in the pool's threads, read by the caller */
static char gate;
static atomic_int arrived;
static pthread_barrier_t all_here;

static void
count(void *ctx, int64_t i)
{
    if (ctx != &pool || i < 0 || i >= loop_n) {
        outside++;
        return;
    }
    if (i < MOST_N)
        calls[i]++;
    int now = ++inside, most = most_inside;
    while (now > most &&
           !atomic_compare_exchange_weak(&most_inside, &most, now))
        continue;
    if (way == MEET || (way == SLOW && i == 0) ||
        (way == FEW && ended >= FIRST_ONES))
        stage_wait(&gate);
    if (way == BEGIN_TOGETHER && arrived++ < nthreads)
        pthread_barrier_wait(&all_here);
    if (i < MOST_N)
        written[i]++;
    inside--;
    ended++;
}

static void
reset(int64_t n, int64_t how)
{
    for (int i = 0; i < MOST_N; i++)
        calls[i] = written[i] = 0;
    outside = inside = most_inside = ended = 0;
    loop_n = n;
    way = (enum ways)how;
}

int64_t
actor_acts(int actor, int op, int64_t value)
{
    (void)actor;
    switch ((enum ops)op) {
    case NEW:
        pool = tp_new((int)value);
        return pool != NULL;
    case FOR:
        return tp_for(pool, value, count, &pool);
    default:
        tp_free(pool);
        return 0;
    }
}

/* One call of the caller's, with all waking and waiting; the gate is
 * opened once everybody is as far as they get without it.  Says whether it
 * returned, what, whether that was before the gate was opened, and when it
 * was opened first: how many calls of f had ended, and how many threads
 * waited for a lock. */
static bool
act(int op, int64_t value)
{
    int64_t result = -77, early = 0, before_gate = -1, elsewhere = 0;
    actor_start(CALLER, op, value);
    for (;;) {
        if (!stage_settle() || !stage_let_go())
            break;
        if (stage_waiting(&gate) == 0)
            break;
        early += !actor_busy(CALLER);
        if (before_gate < 0) {
            before_gate = ended;
            elsewhere = stage_elsewhere();
        }
        stage_wake(&gate);
    }
    bool back = stage_next_done(&result) != NOBODY;
    say_i64(back);
    say_i64(result);
    say_i64(early);
    say_i64(before_gate);
    say_i64(elsewhere);
    return back;
}

static void
say_counts(void)
{
    int64_t none = 0, twice = 0, unseen = 0, first = -1;
    for (int64_t i = 0; i < loop_n; i++) {
        none += calls[i] == 0;
        twice += calls[i] > 1;
        unseen += written[i] != calls[i];
        if (first < 0 && calls[i] != 1)
            first = i;
    }
    say_i64(none);
    say_i64(twice);
    say_i64(unseen);
    say_i64(first);
    say_i64(outside);
    say_i64(most_inside);
}

/* tp_new, one tp_for for each pair (n, way), tp_free. */
static void
run_loops(void)
{
    size_t n;
    nthreads = ask_i64();
    enum waits how = (enum waits)ask_i64();
    int64_t *loop = ask_i64s(&n);
    say_i64(stage_spoiled());
    if (stage_spoiled())
        return;
    stage_open(OLDEST, how);
    bool on = act(NEW, nthreads);
    for (size_t i = 0; i + 1 < n && on && pool != NULL; i += 2) {
        reset(loop[i], loop[i + 1]);
        on = act(FOR, loop[i]);
        say_counts();
    }
    if (on && pool != NULL)
        act(END, 0);
    say_i64(stage_spoiled());
    stage_say_sites();
    stage_close();
}

static void
bad_arguments(void)
{
    say_i64(tp_new(0) == NULL);
    say_i64(tp_new(-1) == NULL);
    tp_free(NULL);
    reset(3, PLAIN);
    say_i64(tp_for(NULL, 3, count, &pool));
    pool = tp_new(2);
    say_i64(tp_for(pool, -1, count, &pool));
    say_i64(tp_for(pool, 3, NULL, &pool));
    say_i64(calls[0] + calls[1] + calls[2]);
    tp_free(pool);
}

/* One of the threads cannot be had. */
static void
refused(void)
{
    nthreads = ask_i64();
    family_start(FREE);
    trouble_start(REFUSED, (int)nthreads - 2);
    pool = tp_new((int)nthreads);
    trouble_stop();
    say_i64(pool == NULL);
    say_i64(family_unjoined());
}

/* A loop of more calls than anybody can wait for: does it end all the same?
 * Nobody comes back from here; what is left goes with the process. */
static void
endless(void)
{
    int64_t n = ask_i64(), result = -77;
    nthreads = 2;
    stage_open(OLDEST, AS_SIGNALLED);
    bool on = act(NEW, nthreads);
    reset(n, FEW);
    if (on && pool != NULL) {
        actor_start(CALLER, FOR, n);
        on = stage_settle() && stage_let_go() && stage_settle();
    }
    say_i64(stage_next_done(&result) != NOBODY);
    say_i64(ended);
    stage_close();
}

/* No stage: threads run as they like, or as the race runtime likes. */
static void
freely(void)
{
    nthreads = ask_i64();
    int64_t loops = ask_i64(), n = ask_i64();
    pool = tp_new((int)nthreads);
    pthread_barrier_init(&all_here, NULL, (unsigned)nthreads);
    for (int64_t k = 0; k < loops; k++) {
        arrived = 0;
        reset(n, BEGIN_TOGETHER);
        tp_for(pool, n, count, &pool);
        say_counts();
    }
    tp_free(pool);
    pthread_barrier_destroy(&all_here);
}

void
probe_case(void)
{
    switch ((enum kinds)ask_i64()) {
    case LOOPS:
        run_loops();
        break;
    case BAD:
        bad_arguments();
        break;
    case FREELY:
        freely();
        break;
    case NO_THREADS:
        refused();
        break;
    case ENDLESS:
        endless();
        break;
    }
}
