// expect: PASS
// tries: nothing: threads of C11, each of which makes the next
#include "contract.h"
#include <threads.h>
#include <stdbool.h>
struct link {
    uint64_t seed;
    int64_t lo, hi;
    int left;
    int64_t hits;
    bool ok;
};
static int
chain(void *arg)
{
    struct link *me = arg, next = *me;
    thrd_t t;
    int64_t len = (me->hi - me->lo) / me->left;
    me->ok = true;
    me->hits = 0;
    bool more = me->left > 1;
    if (more) {
        next.lo = me->lo + len;
        next.left--;
        if (thrd_create(&t, chain, &next) != thrd_success) {
            me->ok = false;
            return 0;
        }
    }
    me->hits = pi_hits(me->seed, me->lo, me->lo + len);
    if (more) {
        thrd_join(t, NULL);
        me->hits += next.hits;
        me->ok = next.ok;
    }
    return 0;
}
int64_t
pi_hits_threads(uint64_t seed, int64_t n, int nthreads)
{
    struct link head = {seed, 0, n, nthreads, 0, false};
    thrd_t t;
    if (n < 0 || nthreads < 1 ||
        thrd_create(&t, chain, &head) != thrd_success)
        return -1;
    thrd_join(t, NULL);
    return head.ok ? head.hits : -1;
}
