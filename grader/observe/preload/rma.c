/* rma.c - windows and their epochs. */
#define _GNU_SOURCE
#include "window.h"

#include <stdlib.h>
#include <string.h>

extern MPI_Errhandler observe_win_errors;

static struct window windows[MOST_WINDOWS];

struct window *
find_window(MPI_Win handle)
{
    for (int i = 0; row != NULL && i < MOST_WINDOWS; i++)
        if (windows[i].used && windows[i].handle == handle)
            return &windows[i];
    return NULL;
}

/* Small windows are compared with what they were after the last call. */
static void
shadow_window(struct window *w)
{
    void *memory;
    int there = 0;
    MPI_Aint *bytes;
    PMPI_Win_get_attr(w->handle, MPI_WIN_BASE, &memory, &there);
    w->memory = there ? memory : NULL;
    PMPI_Win_get_attr(w->handle, MPI_WIN_SIZE, &bytes, &there);
    w->bytes = there && w->memory != NULL ? (size_t)*bytes : 0;
    int *model;
    PMPI_Win_get_attr(w->handle, MPI_WIN_CREATE_FLAVOR, &model, &there);
    /* others may write directly into memory that the library allocated */
    if (w->bytes == 0 || w->bytes > MOST_SHADOW || !there ||
        *model != MPI_WIN_FLAVOR_CREATE || several_threads())
        return;
    w->shadow = calloc(1, w->bytes);
    shadowed++;
}

static void
add_window(MPI_Win handle, MPI_Comm comm, int unit, const void *site)
{
    const struct comm *c = row != NULL ? find_comm(comm) : NULL;
    if (c == NULL)
        return;
    for (int i = 0; i < MOST_WINDOWS; i++) {
        struct window *w = &windows[i];
        if (w->used)
            continue;
        *w = (struct window){.handle = handle,
                             .used = true,
                             .unit = unit,
                             .size = c->size,
                             .site = site};
        w->errors_return = c->errors_return;
        w->world = calloc((size_t)c->size, sizeof *w->world);
        memcpy(w->world, c->world, (size_t)c->size * sizeof *w->world);
        w->locked = calloc((size_t)c->size, 1);
        w->started = calloc((size_t)c->size, 1);
        w->id = next_id(c->id, 900, c->world[0]);
        log_comm(w->id, w->size, w->world, site);
        PMPI_Win_set_errhandler(handle, observe_win_errors);
        shadow_window(w);
        windows_leave();
        return;
    }
}

int shadowed;

bool
in_window(const void *start, size_t bytes)
{
    const unsigned char *p = start;
    for (int i = 0; i < MOST_WINDOWS; i++)
        if (windows[i].used && p < windows[i].memory + windows[i].bytes &&
            windows[i].memory < p + bytes)
            return true;
    return false;
}

void
windows_leave(void)
{
    for (int i = 0; i < MOST_WINDOWS; i++)
        if (windows[i].used && windows[i].shadow != NULL)
            memcpy(windows[i].shadow, windows[i].memory, windows[i].bytes);
}

/* A change between two calls is this rank's own: it becomes a record, to be
 * compared with what others do to the window. */
void
windows_enter(const void *site)
{
    for (int i = 0; i < MOST_WINDOWS; i++) {
        struct window *w = &windows[i];
        if (!w->used || w->shadow == NULL ||
            memcmp(w->shadow, w->memory, w->bytes) == 0)
            continue;
        size_t first = 0, last = w->bytes;
        while (w->shadow[first] == w->memory[first])
            first++;
        while (w->shadow[last - 1] == w->memory[last - 1])
            last--;
        memcpy(w->shadow, w->memory, w->bytes);
        struct record *r = enter(CALL_Local_store, MPI_COMM_NULL, site);
        r->comm = w->id;
        r->peer = row->rank;
        r->place = (int64_t)first;
        r->bytes2 = (int64_t)(last - first);
        publish(r);
        leave(r, MPI_SUCCESS);
    }
}

/* The buffer of a one-sided call is MPI's until the epoch is over. */
void
lend(struct window *w, struct record *r, int target, const void *out,
     const void *in, int count, MPI_Datatype type)
{
    if (w == NULL || w->nborrowed == MOST_BORROWED)
        return;
    int64_t bytes = dense_bytes(count, type);
    struct pending *p =
        borrow(r, out, out != NULL ? bytes : 0, in, in != NULL ? bytes : 0);
    if (p == NULL)
        return;
    w->borrowed[w->nborrowed].of = p;
    w->borrowed[w->nborrowed++].target = target;
}

/* target -1: all */
static void
give_back(struct window *w, int target)
{
    int kept = 0;
    for (int i = 0; w != NULL && i < w->nborrowed; i++)
        if (target == -1 || w->borrowed[i].target == target)
            end_borrow(w->borrowed[i].of);
        else
            w->borrowed[kept++] = w->borrowed[i];
    if (w != NULL)
        w->nborrowed = kept;
}

/* A sentence about a window whose errors the program does not handle. */
void
misuse(const struct window *w, const struct record *r, const char *class,
       const char *text)
{
    if (row == NULL || (w != NULL && w->errors_return))
        return;
    const void *more = w != NULL ? w->epoch_site : NULL;
    complain(&(struct complaint){class,
                                 false,
                                 {(void *)(uintptr_t)r->site, more}},
             "Rank %d, %s at {0}: %s", row->rank, call_name(r->call), text);
}

struct window *
window_of(struct record *r, MPI_Win handle)
{
    struct window *w = find_window(handle);
    if (w != NULL)
        r->comm = w->id;
    else if (row != NULL &&
             (handle == MPI_WIN_NULL || AS_NUMBER(handle) == 0))
        misuse(NULL, r, "invalid window", "there is no such window.");
    return w;
}

/* --- making and freeing ------------------------------------------------
 */

#define NEW_WINDOW(NAME, P, A, SIZE, UNIT)                                 \
    int MPI_##NAME P                                                       \
    {                                                                      \
        const void *site = SITE;                                           \
        struct record *r = enter(CALL_##NAME, c, site);                    \
        if (row != NULL)                                                   \
            check_comm(r, c);                                              \
        r->count = UNIT;                                                   \
        r->bytes = SIZE;                                                   \
        if (r->bytes < 0)                                                  \
            wrong_argument(r, c, "invalid argument",                       \
                           "the window's size is negative.");              \
        if (UNIT <= 0)                                                     \
            wrong_argument(r, c, "invalid argument",                       \
                           "the displacement unit is %d.", UNIT);          \
        publish(r);                                                        \
        int e = PMPI_##NAME A;                                             \
        leave(r, e);                                                       \
        if (e == MPI_SUCCESS)                                              \
            add_window(*w, c, UNIT, site);                                 \
        return e;                                                          \
    }
NEW_WINDOW(Win_create,
           (void *b, MPI_Aint n, int unit, MPI_Info i, MPI_Comm c,
            MPI_Win *w),
           (b, n, unit, i, c, w), n, unit)
NEW_WINDOW(Win_allocate,
           (MPI_Aint n, int unit, MPI_Info i, MPI_Comm c, void *b,
            MPI_Win *w),
           (n, unit, i, c, b, w), n, unit)
NEW_WINDOW(Win_allocate_shared,
           (MPI_Aint n, int unit, MPI_Info i, MPI_Comm c, void *b,
            MPI_Win *w),
           (n, unit, i, c, b, w), n, unit)
NEW_WINDOW(Win_create_dynamic, (MPI_Info i, MPI_Comm c, MPI_Win *w),
           (i, c, w), 0, 1)

int
MPI_Win_free(MPI_Win *handle)
{
    struct record *r = enter(CALL_Win_free, MPI_COMM_NULL, SITE);
    struct window *w = window_of(r, *handle);
    if (w != NULL && (w->nlocked > 0 || w->lock_all))
        misuse(w, r, "epoch not closed",
               "the window is freed while a lock is held (since {1}). "
               "Call MPI_Win_unlock first.");
    else if (w != NULL && w->nstarted > 0)
        misuse(w, r, "epoch not closed",
               "the window is freed before MPI_Win_complete has ended "
               "the epoch that MPI_Win_start began ({1}).");
    else if (w != NULL && w->posted)
        misuse(w, r, "epoch not closed",
               "the window is freed before MPI_Win_wait has ended the "
               "epoch that MPI_Win_post began.");
    else if (w != NULL && w->fenced && w->calls_in_fence)
        misuse(w, r, "epoch not closed",
               "the window is freed, but no MPI_Win_fence has ended the "
               "epoch of the calls since {1}.");
    give_back(w, -1);
    publish(r);
    if (w != NULL) {
        w->used = false;
        shadowed -= w->shadow != NULL;
        free(w->shadow);
        w->shadow = NULL;
    }
    return leave(r, PMPI_Win_free(handle));
}

int
MPI_Win_set_errhandler(MPI_Win handle, MPI_Errhandler h)
{
    struct window *w = find_window(handle);
    if (w != NULL)
        w->errors_return = h != MPI_ERRORS_ARE_FATAL;
    if (row != NULL && h == MPI_ERRORS_ARE_FATAL)
        h = observe_win_errors;
    return PMPI_Win_set_errhandler(handle, h);
}

void
windows_at_finalize(void)
{
    for (int i = 0; i < MOST_WINDOWS; i++)
        if (windows[i].used)
            complain(&(struct complaint){"window leak",
                                         false,
                                         {windows[i].site}},
                     "Rank %d never freed the window made at {0}. Call "
                     "MPI_Win_free.",
                     row->rank);
}

/* --- epochs ------------------------------------------------------------
 */

int
MPI_Win_fence(int assertion, MPI_Win handle)
{
    const void *site = SITE;
    struct record *r = enter(CALL_Win_fence, MPI_COMM_NULL, site);
    struct window *w = window_of(r, handle);
    if (w != NULL && (w->nlocked > 0 || w->lock_all))
        misuse(w, r, "RMA epoch",
               "a fence inside a lock epoch (since {1}). Unlock first.");
    if (w != NULL) {
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
        if (w->locked[target] || w->lock_all)
            misuse(w, r, "RMA epoch",
                   "this rank holds a lock on the target already (since "
                   "{1}).");
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
    window_of(r, handle);
    publish(r);
    return leave(r, PMPI_Win_sync(handle));
}
