/* bounded_queue.c - probe: a queue that actors use by turns, and one that
 * threads use at the same time. */
#include "contract.h"
#include "probe.h"
#include "probe_conduct.h"

#include <pthread.h>
#include <stdatomic.h>

enum ops { PUSH, POP, CLOSE, LET_GO, POP_NOWHERE };
enum kinds { SCRIPT, BAD, AT_ONCE };
enum { MAX_STEPS = 256, UNTOUCHED = -777 };

static struct bq *queue;
static int64_t popped[ACTORS];

int64_t
actor_acts(int actor, int op, int64_t value)
{
    switch ((enum ops)op) {
    case PUSH:
        return bq_push(queue, value);
    case POP:
        popped[actor] = UNTOUCHED;
        return bq_pop(queue, &popped[actor]);
    case POP_NOWHERE:
        return bq_pop(queue, NULL);
    default:
        bq_close(queue);
        return 0;
    }
}

/* After each step: how many are held, then of each call that has ended who
 * made it, what it returned and what it popped. */
static void
run_script(void)
{
    size_t n, out = 0;
    int64_t cap = ask_i64(), newest = ask_i64(), how = ask_i64();
    int64_t *step = ask_i64s(&n), said[MAX_STEPS * 2 + 3 * MAX_STEPS];
    queue = stage_spoiled() ? NULL : bq_new((size_t)cap);
    say_i64(queue != NULL);
    if (queue == NULL)
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
            said[out++] = popped[a];
        }
    }
    say_i64(stage_spoiled());
    say_i64s(said, out);
    stage_say_sites();
    if (stage_close())
        bq_free(queue);
}

static void
bad_arguments(void)
{
    int64_t x;
    say_i64(bq_new(0) == NULL);
    say_i64(bq_push(NULL, 1));
    say_i64(bq_pop(NULL, &x));
    bq_close(NULL);
    bq_free(NULL);
    struct bq *q = bq_new(2);
    bq_push(q, 5);
    say_i64(bq_pop(q, NULL));
    bq_free(q);
}

/* --- at the same time --------------------------------------------------
 */

enum { EACH = 12, PAIRS = 2 };
static atomic_int_fast64_t pushed_ok, popped_sum, popped_ok;

static void *
push_some(void *first)
{
    for (int64_t x = *(int64_t *)first, i = 0; i < EACH; i++)
        pushed_ok += bq_push(queue, x + i) == 0;
    return NULL;
}

static void *
pop_all(void *unused)
{
    for (int64_t x; bq_pop(queue, &x) == 0;) {
        popped_ok++;
        popped_sum += x;
    }
    return unused;
}

static void
at_once(void)
{
    pthread_t pushers[PAIRS], poppers[PAIRS];
    int64_t first[PAIRS];
    pushed_ok = popped_sum = popped_ok = 0;
    queue = bq_new((size_t)ask_i64());
    family_start(FREE);
    for (int i = 0; i < PAIRS; i++) {
        first[i] = 100 * i;
        pthread_create(&pushers[i], NULL, push_some, &first[i]);
        pthread_create(&poppers[i], NULL, pop_all, NULL);
    }
    for (int i = 0; i < PAIRS; i++)
        pthread_join(pushers[i], NULL);
    bq_close(queue);
    for (int i = 0; i < PAIRS; i++)
        pthread_join(poppers[i], NULL);
    bq_free(queue);
    say_i64(pushed_ok);
    say_i64(popped_ok);
    say_i64(popped_sum);
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
