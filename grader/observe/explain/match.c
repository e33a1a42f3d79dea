/*
 * match.c - which receive took which send.
 *
 * MPI keeps messages between two ranks on one communicator in order (MPI
 * 3.1, section 3.5).  So a receive, once its source and tag are known, took
 * the first send left that fits; and one that names both will take it.
 */
#include "explain.h"

#include <stdlib.h>

bool
compatible(const struct record *send, int sender, const struct record *recv,
           int receiver)
{
    return send->comm == recv->comm && send->peer == receiver &&
           (recv->peer == sender || recv->peer == ANYBODY) &&
           (recv->tag == ANY_TAG || recv->tag == send->tag);
}

/* Sends to one rank that nobody has taken, in the order of their sender. */
struct queue {
    uint32_t *index;
    uint32_t n, first;
};

static void
push(struct queue *q, uint32_t i)
{
    if ((q->n & (q->n - 1)) == 0)
        q->index =
            realloc(q->index, (q->n ? 2 * q->n : 1) * sizeof *q->index);
    q->index[q->n++] = i;
}

static bool
known(const struct record *r)
{
    return r->source >= 0;
}

/* Takes the first send from `source` that fits, and pairs the two. */
static bool
take(struct trace *t, struct queue *q, int source, int receiver,
     uint32_t recv_index, const struct record *recv)
{
    struct rank_log *from = &t->rank[source];
    for (uint32_t k = q->first; k < q->n; k++) {
        uint32_t i = q->index[k];
        if (from->mate[i].rank != -1)
            continue;
        struct record want = *recv;
        if (known(recv)) {
            want.peer = recv->source;
            want.tag = recv->got_tag;
        }
        if (!compatible(&from->log[i], source, &want, receiver))
            continue;
        from->mate[i] = (struct mate){receiver, (int32_t)recv_index};
        *recv_mate(t, receiver, recv_index) =
            (struct mate){source, (int32_t)i};
        while (q->first < q->n && from->mate[q->index[q->first]].rank != -1)
            q->first++;
        return true;
    }
    return false;
}

/* A receive that takes anything is pending and came before `index`: then it
 * may be the one that takes the message. */
static bool
rival(const struct trace *t, int receiver, uint32_t index,
      const struct record *recv, const uint32_t *open, int nopen)
{
    for (int k = 0; k < nopen && open[k] < index; k++) {
        struct record r = recv_side(&t->rank[receiver].log[open[k]]);
        if (r.comm == recv->comm &&
            (r.peer == ANYBODY || r.peer == recv->peer))
            return true;
    }
    return false;
}

static void
match_receiver(struct trace *t, int receiver, struct queue *from)
{
    enum { MOST_OPEN = 256 };
    uint32_t open[MOST_OPEN];
    int nopen = 0;
    struct rank_log *l = &t->rank[receiver];
    for (uint32_t i = 0; i < l->n; i++) {
        if (!receives(&l->log[i]) || (l->log[i].flags & CANCELLED))
            continue;
        struct record r = recv_side(&l->log[i]);
        if (known(&r)) {
            if (r.source < t->size)
                take(t, &from[r.source], r.source, receiver, i, &r);
        } else if (r.peer == ANYBODY || r.tag == ANY_TAG) {
            if (nopen < MOST_OPEN)
                open[nopen++] = i;
        } else if (r.peer >= 0 && r.peer < t->size &&
                   !rival(t, receiver, i, &r, open, nopen)) {
            take(t, &from[r.peer], r.peer, receiver, i, &r);
        }
    }
}

void
match_messages(struct trace *t)
{
    struct queue *queues =
        calloc((size_t)t->size * (size_t)t->size + 1, sizeof *queues);
    for (int rank = 0; rank < t->size; rank++)
        for (uint32_t i = 0; i < t->rank[rank].n; i++) {
            const struct record *r = &t->rank[rank].log[i];
            if (sends(r) && r->peer < t->size && !(r->flags & CANCELLED) &&
                (r->error == 0 || r->end == 0))
                push(&queues[r->peer * t->size + rank], i);
        }
    for (int rank = 0; rank < t->size; rank++)
        match_receiver(t, rank, &queues[rank * t->size]);
    for (int k = 0; k < t->size * t->size; k++)
        free(queues[k].index);
    free(queues);
}
