/* rma.c - windows and their epochs. */
#define _GNU_SOURCE
#include "window.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

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

/* Small windows are compared with what they were after the last call.
 * MPICH rounds an odd base down: if the program gave one, that is used. */
static void
shadow_window(struct window *w, void *base)
{
    void *memory = base;
    int there = base != NULL;
    MPI_Aint *bytes;
    if (base == NULL)
        PMPI_Win_get_attr(w->handle, MPI_WIN_BASE, &memory, &there);
    w->memory = there ? memory : NULL;
    PMPI_Win_get_attr(w->handle, MPI_WIN_SIZE, &bytes, &there);
    w->bytes = there && w->memory != NULL ? (size_t)*bytes : 0;
    w->given = base != NULL && w->bytes > 0;
    given_windows += w->given;
    int *model;
    PMPI_Win_get_attr(w->handle, MPI_WIN_CREATE_FLAVOR, &model, &there);
    w->shared = !there || *model == MPI_WIN_FLAVOR_SHARED;
    /* others may write directly into memory that the library allocated */
    if (w->bytes == 0 || w->bytes > MOST_SHADOW || !there ||
        *model != MPI_WIN_FLAVOR_CREATE || several_threads())
        return;
    w->shadow = calloc(1, w->bytes);
    shadowed++;
}

static void
add_window(MPI_Win handle, MPI_Comm comm, int unit, void *base,
           const void *site)
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
        shadow_window(w, base);
        windows_leave();
        return;
    }
}

int shadowed, given_windows;

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

bool
open_windows(void)
{
    for (int i = 0; i < MOST_WINDOWS; i++)
        if (windows[i].used && !windows[i].shared && windows[i].bytes > 0)
            return true;
    return false;
}

static struct window *
window_at(uint64_t address)
{
    const unsigned char *at = (const unsigned char *)(uintptr_t)address;
    for (int i = 0; i < MOST_WINDOWS; i++) {
        struct window *w = &windows[i];
        if (w->used && !w->shared && at >= w->memory &&
            at < w->memory + w->bytes)
            return w;
    }
    return NULL;
}

bool
window_matters(uint64_t address)
{
    return window_at(address) != NULL;
}

static void
note_touch(uint64_t address, int64_t bytes, bool writes, const void *site)
{
    enum { MOST_TOUCHES = 256 };
    static int n;
    const struct window *w = window_at(address);
    if (w == NULL || (w->synced && !writes) || ++n > MOST_TOUCHES)
        return;
    struct record *r = enter(writes ? CALL_Local_store : CALL_Local_load,
                             MPI_COMM_NULL, site);
    r->comm = w->id;
    r->peer = row->rank;
    r->place = (int64_t)(address - (uint64_t)(uintptr_t)w->memory);
    int64_t rest = (int64_t)w->bytes - r->place;
    r->bytes2 = bytes < rest ? bytes : rest;
    r->tag = 1; /* the very line */
    publish(r);
    leave(r, MPI_SUCCESS);
}

/* The program itself reads or writes its window, here. */
void
window_touched(uint64_t address, bool writes, uint64_t pc)
{
    windows_leave();
    note_touch(address, 1, writes, (const void *)(uintptr_t)pc);
}

/* The end of a call whose buffer may lie in a window.  What follows leave
 * would be followed step by step, so that it is as little as can be. */
int
leave_buffer(struct record *r, int error, const void *start, int count,
             MPI_Datatype type, bool writes)
{
    const void *site = (const void *)(uintptr_t)r->site;
    uint64_t address = (uint64_t)(uintptr_t)start;
    if (row == NULL || error != MPI_SUCCESS || count <= 0 ||
        !window_matters(address))
        return leave(r, error);
    leave(r, error);
    step_off();
    int64_t bytes = dense_bytes(count, type);
    if (bytes > 0)
        note_touch(address, bytes, writes, site);
    return error;
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
        if (!w->used || w->shadow == NULL || step_saw_all() ||
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
void
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

/* Does the memory lie in the frame of a function that has returned? */
static void
check_frame(const struct record *r, struct window *w, const void *frame)
{
    enum { MOST_DEEP = 1 << 20 };
    uintptr_t here = (uintptr_t)frame;
    uintptr_t at = (uintptr_t)w->memory;
    if (!w->given || at >= here || here - at > MOST_DEEP ||
        gettid() != getpid())
        return;
    w->given = false; /* said once */
    complain(&(struct complaint){"invalid buffer",
                                 false,
                                 {(void *)(uintptr_t)r->site, w->site}},
             "Rank %d, %s at {0}: the memory of this window, made at {1}, "
             "was a local variable of a function that has returned.",
             row->rank, call_name(r->call));
}

/* Freed before its window is a fault if the window is used once more. */
static void
check_memory(const struct record *r, struct window *w)
{
    if (w->memory_freed == NULL || r->call == CALL_Win_free)
        return;
    complain(&(struct complaint){"invalid buffer",
                                 false,
                                 {(void *)(uintptr_t)r->site,
                                  w->memory_freed, w->site}},
             "Rank %d, %s at {0}: the memory of this window, made at {2}, "
             "has been freed at {1}. Call MPI_Win_free first.",
             row->rank, call_name(r->call));
    w->memory_freed = NULL;
}

void
window_unmapped(const void *start, size_t bytes, const void *site)
{
    const unsigned char *p = start;
    for (int i = 0; i < MOST_WINDOWS; i++)
        if (windows[i].used && windows[i].given && windows[i].memory >= p &&
            windows[i].memory < p + bytes)
            note_step("free", windows[i].memory_freed = site);
}

struct window *
window_used_at(struct record *r, MPI_Win handle, const void *frame)
{
    struct window *w = find_window(handle);
    if (w != NULL) {
        r->comm = w->id;
        check_frame(r, w, frame);
        check_memory(r, w);
    } else if (row != NULL &&
               (handle == MPI_WIN_NULL || AS_NUMBER(handle) == 0))
        misuse(NULL, r, "invalid window", "there is no such window.");
    for (int i = 0; w == NULL && row != NULL && i < MOST_WINDOWS; i++)
        if (!windows[i].used && windows[i].handle == handle &&
            AS_NUMBER(handle) != 0 && windows[i].world != NULL)
            misuse(NULL, r, "invalid window", "the window has been freed.");
    return w;
}

/* --- making and freeing ------------------------------------------------
 */

static void
check_base(struct record *r, MPI_Comm c, const void *base, MPI_Aint bytes)
{
    if (base == NULL && bytes > 0)
        wrong_argument(r, c, "invalid buffer",
                       "the window's memory is NULL, but its size is %ld.",
                       (long)bytes);
    else if (bytes > 0) {
        check_room(r, base, bytes);
        note_sight(r, base, bytes, -1);
    }
}

#define NEW_WINDOW(NAME, P, A, SIZE, UNIT, BASE, CHECK)                    \
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
        CHECK;                                                             \
        if (UNIT <= 0)                                                     \
            wrong_argument(r, c, "invalid argument",                       \
                           "the displacement unit is %d.", UNIT);          \
        publish(r);                                                        \
        int e = PMPI_##NAME A;                                             \
        leave(r, e);                                                       \
        step_off();                                                        \
        if (e == MPI_SUCCESS)                                              \
            add_window(*w, c, UNIT, BASE, site);                           \
        step_on();                                                         \
        return e;                                                          \
    }
NEW_WINDOW(Win_create,
           (void *b, MPI_Aint n, int unit, MPI_Info i, MPI_Comm c,
            MPI_Win *w),
           (b, n, unit, i, c, w), n, unit, b, check_base(r, c, b, n))
NEW_WINDOW(Win_allocate,
           (MPI_Aint n, int unit, MPI_Info i, MPI_Comm c, void *b,
            MPI_Win *w),
           (n, unit, i, c, b, w), n, unit, NULL, (void)0)
NEW_WINDOW(Win_allocate_shared,
           (MPI_Aint n, int unit, MPI_Info i, MPI_Comm c, void *b,
            MPI_Win *w),
           (n, unit, i, c, b, w), n, unit, NULL, (void)0)
NEW_WINDOW(Win_create_dynamic, (MPI_Info i, MPI_Comm c, MPI_Win *w),
           (i, c, w), 0, 1, NULL, (void)0)

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
