/* epochs.c - fences, locks, and post with start, complete and wait. */
#define _GNU_SOURCE
#include "window.h"

#include <string.h>

int
MPI_Win_fence(int assertion, MPI_Win handle)
{
    const void *site = SITE;
    struct record *r = enter(CALL_Win_fence, MPI_COMM_NULL, site);
    struct window *w = window_of(r, handle);
    if (w != NULL && (w->nlocked > 0 || w->lock_all))
        misuse(w, r, "RMA epoch",
               "a fence inside a lock epoch (since {1}). Unlock first.");
    else if (w != NULL && w->fenced && w->lock_in_fence != NULL &&
             !(assertion & MPI_MODE_NOPRECEDE)) {
        w->epoch_site = w->lock_in_fence;
        misuse(w, r, "RMA epoch",
               "the calls under the lock of {1} are between this fence and "
               "the one before, and so in its epoch. Give that fence "
               "MPI_MODE_NOSUCCEED, or this one MPI_MODE_NOPRECEDE.");
    }
    if (w != NULL) {
        w->lock_in_fence = NULL;
        w->fenced = !(assertion & MPI_MODE_NOSUCCEED);
        w->calls_in_fence = false;
        w->epoch_site = site;
    }
    r->tag = assertion;
    give_back(w, -1);
    publish(r);
    return leave(r, PMPI_Win_fence(assertion, handle));
}

int
MPI_Win_lock(int kind, int target, int assertion, MPI_Win handle)
{
    const void *site = SITE;
    struct record *r = enter(CALL_Win_lock, MPI_COMM_NULL, site);
    struct window *w = window_of(r, handle);
    if (w != NULL && (target < 0 || target >= w->size)) {
        if (target != MPI_PROC_NULL)
            misuse(w, r, "invalid rank", "there is no such target rank.");
    } else if (w != NULL) {
        r->peer = w->world[target];
        r->op = kind == MPI_LOCK_EXCLUSIVE;
        if (kind != MPI_LOCK_EXCLUSIVE && kind != MPI_LOCK_SHARED)
            misuse(w, r, "invalid argument",
                   "the kind of lock is neither MPI_LOCK_SHARED nor "
                   "MPI_LOCK_EXCLUSIVE.");
        if (w->locked[target] || w->lock_all)
            misuse(w, r, "RMA epoch",
                   "this rank holds a lock on the target already (since "
                   "{1}).");
        else if (w->fenced && w->calls_in_fence)
            misuse(w, r, "RMA epoch",
                   "the epoch of MPI_Win_fence is still open: it has had "
                   "one-sided calls since {1}. End it by a fence.");
        w->nlocked += !w->locked[target];
        w->locked[target] = 1;
        w->epoch_site = site;
    }
    publish(r);
    return leave(r, PMPI_Win_lock(kind, target, assertion, handle));
}

int
MPI_Win_unlock(int target, MPI_Win handle)
{
    struct record *r = enter(CALL_Win_unlock, MPI_COMM_NULL, SITE);
    struct window *w = window_of(r, handle);
    if (w != NULL && target >= 0 && target < w->size) {
        r->peer = w->world[target];
        if (!w->locked[target])
            misuse(w, r, "RMA epoch",
                   "this rank holds no lock on the target.");
        w->nlocked -= w->locked[target];
        w->locked[target] = 0;
    }
    give_back(w, target);
    publish(r);
    return leave(r, PMPI_Win_unlock(target, handle));
}

int
MPI_Win_lock_all(int assertion, MPI_Win handle)
{
    const void *site = SITE;
    struct record *r = enter(CALL_Win_lock_all, MPI_COMM_NULL, site);
    struct window *w = window_of(r, handle);
    if (w != NULL && (w->lock_all || w->nlocked > 0))
        misuse(w, r, "RMA epoch",
               "this rank holds a lock on the window already ({1}).");
    if (w != NULL) {
        w->lock_all = true;
        w->epoch_site = site;
    }
    publish(r);
    return leave(r, PMPI_Win_lock_all(assertion, handle));
}

int
MPI_Win_unlock_all(MPI_Win handle)
{
    struct record *r = enter(CALL_Win_unlock_all, MPI_COMM_NULL, SITE);
    struct window *w = window_of(r, handle);
    if (w != NULL && !w->lock_all)
        misuse(w, r, "RMA epoch", "no MPI_Win_lock_all came before.");
    if (w != NULL)
        w->lock_all = false;
    give_back(w, -1);
    publish(r);
    return leave(r, PMPI_Win_unlock_all(handle));
}

#define FLUSH(NAME, P, A, TARGET)                                          \
    int MPI_##NAME P                                                       \
    {                                                                      \
        struct record *r = enter(CALL_##NAME, MPI_COMM_NULL, SITE);        \
        struct window *w = window_of(r, win);                              \
        int target = TARGET;                                               \
        if (w != NULL && !w->lock_all && w->nlocked == 0)                  \
            misuse(w, r, "RMA epoch",                                      \
                   "a flush needs a lock epoch, and there is none.");      \
        if (w != NULL && target >= 0 && target < w->size)                  \
            r->peer = w->world[target];                                    \
        give_back(w, target);                                              \
        publish(r);                                                        \
        return leave(r, PMPI_##NAME A);                                    \
    }
FLUSH(Win_flush, (int t, MPI_Win win), (t, win), t)
FLUSH(Win_flush_local, (int t, MPI_Win win), (t, win), t)
FLUSH(Win_flush_all, (MPI_Win win), (win), -1)
FLUSH(Win_flush_local_all, (MPI_Win win), (win), -1)

/* World ranks of a group, as the list of r; and who of the window's. */
static void
note_group(struct record *r, struct window *w, MPI_Group group, char *set)
{
    int n = 0;
    MPI_Group world;
    if (w == NULL || group == MPI_GROUP_NULL)
        return;
    PMPI_Group_size(group, &n);
    PMPI_Comm_group(MPI_COMM_WORLD, &world);
    make_lists(r, n);
    r->count = n;
    for (int i = 0; i < n; i++) {
        int out = UNKNOWN;
        PMPI_Group_translate_ranks(group, 1, &i, world, &out);
        set_item(r, i, out);
        for (int k = 0; set != NULL && k < w->size; k++)
            if (w->world[k] == out)
                set[k] = 1;
    }
    PMPI_Group_free(&world);
}

int
MPI_Win_start(MPI_Group group, int assertion, MPI_Win handle)
{
    const void *site = SITE;
    struct record *r = enter(CALL_Win_start, MPI_COMM_NULL, site);
    struct window *w = window_of(r, handle);
    if (w != NULL && w->nstarted > 0)
        misuse(w, r, "RMA epoch",
               "the epoch begun at {1} has not been completed.");
    if (w != NULL) {
        note_group(r, w, group, w->started);
        w->nstarted++;
        w->epoch_site = site;
    }
    publish(r);
    return leave(r, PMPI_Win_start(group, assertion, handle));
}

int
MPI_Win_complete(MPI_Win handle)
{
    struct record *r = enter(CALL_Win_complete, MPI_COMM_NULL, SITE);
    struct window *w = window_of(r, handle);
    if (w != NULL && w->nstarted == 0)
        misuse(w, r, "RMA epoch", "no MPI_Win_start came before.");
    if (w != NULL) {
        memset(w->started, 0, (size_t)w->size);
        w->nstarted = 0;
    }
    give_back(w, -1);
    publish(r);
    return leave(r, PMPI_Win_complete(handle));
}

int
MPI_Win_post(MPI_Group group, int assertion, MPI_Win handle)
{
    struct record *r = enter(CALL_Win_post, MPI_COMM_NULL, SITE);
    struct window *w = window_of(r, handle);
    if (w != NULL && w->posted)
        misuse(w, r, "RMA epoch",
               "MPI_Win_wait has not ended the epoch of the post before.");
    if (w != NULL) {
        note_group(r, w, group, NULL);
        w->posted = true;
    }
    publish(r);
    return leave(r, PMPI_Win_post(group, assertion, handle));
}

int
MPI_Win_wait(MPI_Win handle)
{
    struct record *r = enter(CALL_Win_wait, MPI_COMM_NULL, SITE);
    struct window *w = window_of(r, handle);
    if (w != NULL && !w->posted)
        misuse(w, r, "RMA epoch", "no MPI_Win_post came before.");
    if (w != NULL)
        w->posted = false;
    publish(r);
    return leave(r, PMPI_Win_wait(handle));
}

int
MPI_Win_test(MPI_Win handle, int *flag)
{
    step_off();
    int e = PMPI_Win_test(handle, flag);
    struct window *w = find_window(handle);
    if (w != NULL && e == MPI_SUCCESS && *flag) {
        struct record *r = enter(CALL_Win_wait, MPI_COMM_NULL, SITE);
        r->comm = w->id;
        w->posted = false;
        publish(r);
        leave(r, e);
    }
    return e;
}

int
MPI_Win_sync(MPI_Win handle)
{
    struct record *r = enter(CALL_Win_sync, MPI_COMM_NULL, SITE);
    struct window *w = window_of(r, handle);
    if (w != NULL)
        w->synced = true;
    publish(r);
    return leave(r, PMPI_Win_sync(handle));
}
