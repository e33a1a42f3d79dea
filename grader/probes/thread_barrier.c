/* thread_barrier.c - probe: actors who come to a barrier by turns, and
 * threads that come at the same time. */
#define _GNU_SOURCE
#include "contract.h"
#include "probe.h"
#include "probe_conduct.h"

#include <pthread.h>

enum ops { COME, LET_GO };
enum kinds { SCRIPT, BAD, AT_ONCE };
enum { MAX_STEPS = 256, MOST = 4, ROUNDS = 6 };

static struct bar *barrier;
static int64_t posix_barriers;

/* The exercise is to build one. */
int __real_pthread_barrier_wait(pthread_barrier_t *b);
int __wrap_pthread_barrier_wait(pthread_barrier_t *b);

int
__wrap_pthread_barrier_wait(pthread_barrier_t *b)
{
    __atomic_fetch_add(&posix_barriers, 1, __ATOMIC_RELAXED);
    return __real_pthread_barrier_wait(b);
}

int64_t
actor_acts(int actor, int op, int64_t value)
{
    (void)actor, (void)op, (void)value;
    return bar_wait(barrier);
}

/* Those who are still in the barrier get company, so that they can leave.
 */
static void
finish_round(int n)
{
    for (int a = 0; a < n && !stage_spoiled(); a++) {
        bool anybody = false;
        for (int other = 0; other < n; other++)
            anybody = anybody || actor_busy(other);
        if (!anybody || actor_busy(a))
            continue;
        actor_start(a, COME, 0);
        stage_settle();
        stage_let_go();
    }
}

/* As in bounded_queue.c; the third number of a call means nothing here. */
static void
run_script(void)
{
    size_t n, out = 0;
    int members = (int)ask_i64();
    int64_t newest = ask_i64(), how = ask_i64();
    int64_t *step = ask_i64s(&n), said[2 * MAX_STEPS + 3 * MAX_STEPS];
    barrier = stage_spoiled() ? NULL : bar_new(members);
    say_i64(barrier != NULL);
    if (barrier == NULL)
        return;
    stage_open(newest ? NEWEST : OLDEST, (enum waits)how);
    for (size_t i = 0; i + 2 < n && !stage_spoiled(); i += 3) {
        bool moves = step[i + 1] == LET_GO ? stage_held() > 0
                                           : !actor_busy((int)step[i]);
        if (moves && step[i + 1] == LET_GO)
            stage_let_go();
        else if (moves)
            actor_start((int)step[i], (int)step[i + 1], step[i + 2]);
        if (moves) /* if not, nobody can move since the last step */
            stage_settle();
        said[out++] = stage_held();
        size_t count = out++;
        said[count] = 0;
        int64_t result;
        for (int a; (a = stage_next_done(&result)) != NOBODY;) {
            said[count]++;
            said[out++] = a;
            said[out++] = result;
            said[out++] = 0;
        }
    }
    say_i64(stage_spoiled());
    say_i64s(said, out);
    stage_say_sites();
    finish_round(members);
    if (stage_close())
        bar_free(barrier);
    say_i64(posix_barriers);
}

static void
bad_arguments(void)
{
    say_i64(bar_new(0) == NULL);
    say_i64(bar_new(-3) == NULL);
    say_i64(bar_wait(NULL));
    bar_free(NULL);
    struct bar *b = bar_new(1);
    say_i64(b == NULL ? -1 : bar_wait(b));
    say_i64(b == NULL ? -1 : bar_wait(b));
    bar_free(b);
}

/* Each member adds up in memory of its own what the others have written
 * before the barrier, which only the barrier orders. */
static int64_t written[MOST], seen[MOST];
static int members;

static void *
member(void *number)
{
    int me = *(int *)number;
    for (int round = 0; round < ROUNDS; round++) {
        written[me] = round;
        bar_wait(barrier);
        for (int other = 0; other < members; other++)
            seen[me] += written[other] == round;
        bar_wait(barrier);
    }
    return NULL;
}

static void
at_once(void)
{
    pthread_t threads[MOST];
    int number[MOST];
    int64_t sum = 0;
    members = (int)ask_i64();
    barrier = bar_new(members);
    family_start(FREE);
    for (int i = 0; i < members; i++) {
        number[i] = i;
        seen[i] = 0;
        pthread_create(&threads[i], NULL, member, &number[i]);
    }
    for (int i = 0; i < members; i++) {
        pthread_join(threads[i], NULL);
        sum += seen[i];
    }
    bar_free(barrier);
    say_i64(sum);
}

void
probe_case(void)
{
    switch ((enum kinds)ask_i64()) {
    case SCRIPT:
        run_script();
        break;
    case BAD:
        bad_arguments();
        break;
    case AT_ONCE:
        at_once();
        break;
    }
}
