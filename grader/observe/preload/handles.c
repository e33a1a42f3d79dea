/*
 * handles.c - files, info objects, keys, error handlers and matched
 * messages: what is made must be freed.
 */
#define _GNU_SOURCE
#include "watch.h"

enum { MOST_HANDLES = 256 };

enum kind { FILES, INFOS, KEYS, HANDLERS, MESSAGES, KINDS };

static const struct {
    const char *class, *what, *how;
} about[KINDS] = {
    {"file leak", "file opened", "MPI_File_close"},
    {"info leak", "info object made", "MPI_Info_free"},
    {"key leak", "key made", "MPI_Comm_free_keyval"},
    {"error handler leak", "error handler made", "MPI_Errhandler_free"},
    {"message never received", "message matched", "MPI_Mrecv"},
};

static struct handle {
    uint64_t handle;
    const char *site;
    enum kind kind;
    uint32_t record;
    int32_t comm;
    bool live;
} handles[MOST_HANDLES];

static struct handle *
find(enum kind kind, uint64_t handle)
{
    for (int i = 0; row != NULL && i < MOST_HANDLES; i++)
        if (handles[i].live && handles[i].kind == kind &&
            handles[i].handle == handle)
            return &handles[i];
    return NULL;
}

static struct handle *
keep(enum kind kind, uint64_t handle, const void *site, int error)
{
    if (row == NULL || row->state != ROW_READY || error != MPI_SUCCESS)
        return NULL;
    struct handle *h = find(kind, handle);
    for (int i = 0; h == NULL && i < MOST_HANDLES; i++)
        if (!handles[i].live)
            h = &handles[i];
    if (h != NULL)
        *h = (struct handle){handle, site, kind, 0, UNKNOWN, true};
    if (kind != MESSAGES && kind != FILES)
        note_step(touched.call, site);
    return h;
}

static void
drop(enum kind kind, uint64_t handle)
{
    struct handle *h = find(kind, handle);
    if (h != NULL)
        h->live = false;
}

void
handles_at_finalize(void)
{
    for (int i = 0; i < MOST_HANDLES; i++) {
        const struct handle *h = &handles[i];
        if (h->live)
            complain(
                &(struct complaint){about[h->kind].class, false, {h->site}},
                h->kind == MESSAGES
                    ? "Rank %d never received the %s at {0}. Call %s."
                : h->kind == FILES
                    ? "Rank %d never closed the %s at {0}. Call %s."
                    : "Rank %d never freed the %s at {0}. Call %s.",
                row->rank, about[h->kind].what, about[h->kind].how);
    }
}

/* The message that a probe has matched waits for its MPI_Mrecv. */
void
keep_message(const struct record *r, MPI_Message m, int error)
{
    if (m == MPI_MESSAGE_NULL || m == MPI_MESSAGE_NO_PROC)
        return;
    struct handle *h =
        keep(MESSAGES, AS_NUMBER(m), (void *)(uintptr_t)r->site, error);
    if (h != NULL)
        h->record = record_index(r);
}

/* What the receive r asks for is noted in the record of its probe. */
void
take_message(const struct record *r, MPI_Message m)
{
    struct handle *h = find(MESSAGES, AS_NUMBER(m));
    struct record *probe = h != NULL ? record_at(h->record) : NULL;
    if (h == NULL)
        return;
    h->live = false;
    if (probe == NULL)
        return;
    probe->type = r->type;
    probe->count = r->count;
    probe->place = (int64_t)r->site;
}

/* --- the calls ---------------------------------------------------------
 */

#define MAKE(NAME, KIND, P, A, HANDLE)                                     \
    int MPI_##NAME P                                                       \
    {                                                                      \
        const void *site = SITE;                                           \
        touch("MPI_" #NAME, site);                                         \
        int e = PMPI_##NAME A;                                             \
        keep(KIND, AS_NUMBER(*HANDLE), site, e);                           \
        return e;                                                          \
    }
#define FREE(NAME, KIND, TYPE)                                             \
    int MPI_##NAME(TYPE *h)                                                \
    {                                                                      \
        touch("MPI_" #NAME, SITE);                                         \
        drop(KIND, AS_NUMBER(*h));                                         \
        return PMPI_##NAME(h);                                             \
    }
MAKE(Info_create, INFOS, (MPI_Info * i), (i), i)
MAKE(Info_dup, INFOS, (MPI_Info i, MPI_Info *j), (i, j), j)
FREE(Info_free, INFOS, MPI_Info)
MAKE(Comm_create_keyval, KEYS,
     (MPI_Comm_copy_attr_function * f, MPI_Comm_delete_attr_function *g,
      int *key, void *x),
     (f, g, key, x), key)
FREE(Comm_free_keyval, KEYS, int)
MAKE(Comm_create_errhandler, HANDLERS,
     (MPI_Comm_errhandler_function * f, MPI_Errhandler *h), (f, h), h)
MAKE(Win_create_errhandler, HANDLERS,
     (MPI_Win_errhandler_function * f, MPI_Errhandler *h), (f, h), h)
FREE(Errhandler_free, HANDLERS, MPI_Errhandler)

int
MPI_File_open(MPI_Comm c, const char *name, int mode, MPI_Info info,
              MPI_File *f)
{
    const void *site = SITE;
    struct record *r = enter(CALL_File_open, c, site);
    int32_t comm = r->comm;
    if (row != NULL)
        check_comm(r, c);
    publish(r);
    int e = PMPI_File_open(c, name, mode, info, f);
    leave(r, e);
    step_off();
    struct handle *h =
        keep(FILES, e == MPI_SUCCESS ? AS_NUMBER(*f) : 0, site, e);
    if (h != NULL)
        h->comm = comm;
    return e;
}

int
MPI_File_close(MPI_File *f)
{
    struct record *r = enter(CALL_File_close, MPI_COMM_NULL, SITE);
    struct handle *h = find(FILES, AS_NUMBER(*f));
    if (h != NULL) {
        r->comm = h->comm;
        h->live = false;
    }
    publish(r);
    return leave(r, PMPI_File_close(f));
}
