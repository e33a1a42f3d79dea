/* signature.c - are two buffers sequences of the same basic types? */
#include "signature.h"

/* Walks through `count` repetitions of a type's runs. */
struct walk {
    const struct type_row *type;
    int64_t repetitions; /* still to come, after this one */
    int run;
    int64_t left; /* of this run */
};

static bool
next_run(struct walk *w)
{
    w->run++;
    if (w->run == w->type->nruns) {
        if (w->repetitions-- <= 0)
            return false;
        w->run = 0;
    }
    w->left = w->type->run[w->run].times;
    return true;
}

static bool
start(struct walk *w, const struct type_row *type, int64_t count)
{
    *w = (struct walk){type, count - 1, -1, 0};
    if (type->nruns == 1) { /* one long run */
        w->repetitions = 0;
        w->run = 0;
        w->left = type->run[0].times * count;
        return count > 0;
    }
    return count > 0 && next_run(w);
}

static bool
same_basic(int a, int b)
{
    enum { PACKED = 31 };
    return a == b || a == PACKED || b == PACKED;
}

enum signature
compare_signatures(const struct trace *t, struct typed a, struct typed b)
{
    enum { MOST_STEPS = 10000 };
    if (a.type < 0 || b.type < 0 || a.count < 0 || b.count < 0)
        return NOT_KNOWN;
    const struct type_row *x = &t->rank[a.rank].row->types[a.type];
    const struct type_row *y = &t->rank[b.rank].row->types[b.type];
    if (x->nruns == 0 || y->nruns == 0)
        return NOT_KNOWN;
    struct walk p, q;
    bool more_a = start(&p, x, a.count), more_b = start(&q, y, b.count);
    for (int step = 0; more_a && more_b; step++) {
        if (!same_basic(p.type->run[p.run].basic, q.type->run[q.run].basic))
            return OTHER_TYPE;
        if (step == MOST_STEPS)
            return NOT_KNOWN;
        int64_t n = p.left < q.left ? p.left : q.left;
        p.left -= n;
        q.left -= n;
        if (p.left == 0)
            more_a = next_run(&p);
        if (q.left == 0)
            more_b = next_run(&q);
    }
    return more_a ? FIRST_LONGER : more_b ? SECOND_LONGER : SAME;
}

int64_t
elements_of(const struct trace *t, struct typed a)
{
    return a.type < 0 || a.count < 0
               ? 0
               : t->rank[a.rank].row->types[a.type].elements * a.count;
}
