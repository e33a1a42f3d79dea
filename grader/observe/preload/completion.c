/* completion.c - waiting for requests, testing, starting, freeing them. */
#define _GNU_SOURCE
#include "watch.h"

#include <stdlib.h>
#include <string.h>

enum { FEW = 64 };

/* The pending requests of an array, found before MPI forgets the handles.
 */
struct set {
    int n;
    struct pending *few[FEW], **all;
    MPI_Status few_statuses[FEW], *statuses;
};

static void
open_set(struct set *s, int n, MPI_Request *q)
{
    s->n = n < 0 || q == NULL ? 0 : n;
    s->all = s->few;
    s->statuses = s->few_statuses;
    if (s->n > FEW) {
        s->all = calloc((size_t)s->n, sizeof *s->all);
        s->statuses = calloc((size_t)s->n, sizeof *s->statuses);
    }
    for (int i = 0; i < s->n; i++) {
        s->all[i] = find_pending(q[i], &q[i]);
        /* one handle twice: Open MPI gives it to finished sends */
        for (int j = 0; j < i && s->all[i] != NULL; j++)
            if (s->all[j] == s->all[i]) {
                s->all[i] = NULL;
                for (struct pending *p = s->all[j]->next; p; p = p->next)
                    if (p->handle == q[i])
                        s->all[i] = p;
            }
    }
}

static void
close_set(struct set *s)
{
    if (s->all != s->few) {
        free(s->all);
        free(s->statuses);
    }
}

/* Item k: index of the record that waits for completion; -1: none,
 * -2: a persistent request that was not started, -3: not known. */
static void
list_set(struct record *r, const struct set *s, MPI_Request *q)
{
    if (row == NULL)
        return;
    r->count = s->n;
    make_lists(r, s->n);
    for (int i = 0; i < s->n; i++) {
        const struct pending *p = s->all[i];
        int32_t item = p == NULL                 ? -3
                       : !p->active              ? -2
                       : p->record == UINT32_MAX ? -3
                                                 : (int32_t)p->record;
        set_item(r, i, q[i] == MPI_REQUEST_NULL ? -1 : item);
    }
}

static void
check_requests(struct record *r, int n, MPI_Request *q)
{
    if (row == NULL)
        return;
    if (n < 0)
        wrong_argument(r, MPI_COMM_WORLD, "invalid count",
                       "the number of requests is %d.", n);
    for (int i = 0; i < n && q != NULL; i++)
        if (AS_NUMBER(q[i]) == 0) {
            wrong_argument(r, MPI_COMM_WORLD, "invalid request",
                           "request %d is NULL.", i);
            return;
        }
}

static void
finish(const struct set *s, int i)
{
    if (row != NULL && i >= 0 && i < s->n)
        request_done(s->all[i], &s->statuses[i]);
}

int
MPI_Wait(MPI_Request *q, MPI_Status *status)
{
    struct set s;
    struct record *r = enter(CALL_Wait, MPI_COMM_NULL, SITE);
    open_set(&s, 1, q);
    list_set(r, &s, q);
    check_requests(r, 1, q);
    publish(r);
    int e = PMPI_Wait(q, &s.statuses[0]);
    if (e == MPI_SUCCESS)
        finish(&s, 0);
    if (status != MPI_STATUS_IGNORE)
        *status = s.statuses[0];
    return leave(r, e);
}

int
MPI_Waitall(int n, MPI_Request *q, MPI_Status *status)
{
    struct set s;
    struct record *r = enter(CALL_Waitall, MPI_COMM_NULL, SITE);
    open_set(&s, n, q);
    list_set(r, &s, q);
    check_requests(r, n, q);
    publish(r);
    int e = PMPI_Waitall(n, q, s.n ? s.statuses : MPI_STATUSES_IGNORE);
    if (e == MPI_SUCCESS)
        for (int i = 0; i < s.n; i++)
            finish(&s, i);
    if (status != MPI_STATUSES_IGNORE)
        memcpy(status, s.statuses, (size_t)s.n * sizeof *status);
    close_set(&s);
    return leave(r, e);
}

int
MPI_Waitany(int n, MPI_Request *q, int *which, MPI_Status *status)
{
    struct set s;
    struct record *r = enter(CALL_Waitany, MPI_COMM_NULL, SITE);
    open_set(&s, n, q);
    list_set(r, &s, q);
    check_requests(r, n, q);
    publish(r);
    MPI_Status one;
    int e = PMPI_Waitany(n, q, which, &one);
    if (e == MPI_SUCCESS && *which != MPI_UNDEFINED && *which < s.n) {
        s.statuses[*which] = one;
        finish(&s, *which);
    }
    if (status != MPI_STATUS_IGNORE)
        *status = one;
    close_set(&s);
    return leave(r, e);
}

int
MPI_Waitsome(int n, MPI_Request *q, int *done, int *which,
             MPI_Status *status)
{
    struct set s;
    struct record *r = enter(CALL_Waitsome, MPI_COMM_NULL, SITE);
    open_set(&s, n, q);
    list_set(r, &s, q);
    check_requests(r, n, q);
    publish(r);
    MPI_Status *own = calloc((size_t)s.n + 1, sizeof *own);
    int e = PMPI_Waitsome(n, q, done, which, own);
    for (int i = 0; e == MPI_SUCCESS && *done != MPI_UNDEFINED && i < *done;
         i++) {
        s.statuses[which[i]] = own[i];
        finish(&s, which[i]);
        if (status != MPI_STATUSES_IGNORE)
            status[i] = own[i];
    }
    free(own);
    close_set(&s);
    return leave(r, e);
}

/* --- tests: only the first failure of a series is recorded --------------
 */

static struct record *
note_poll(enum call call, const struct set *s, MPI_Request *q,
          const void *site)
{
    step_off();
    struct record *last =
        row != NULL && row->n > 0 ? record_at(row->n - 1) : NULL;
    if (last != NULL && last->call == LIST && row->n > 1)
        last = record_at(row->n - 2);
    if (last != NULL && !several_threads() && last->call == call &&
        last->site == (uint64_t)(uintptr_t)site && last->count == s->n &&
        last->error == 0 && last->tag == 1) {
        row->polls++;
        if (guarded > 0)
            guard_enter(last, site);
        return NULL;
    }
    struct record *r = enter(call, MPI_COMM_NULL, site);
    list_set(r, s, q);
    check_requests(r, s->n, q);
    publish(r);
    return r;
}

/* tag: 1 while such tests have failed */
static int
end_poll(struct record *r, int error, bool failed)
{
    if (row == NULL)
        return error;
    if (r == NULL) {
        if (guarded > 0)
            guard_leave();
        if (failed)
            return error;
        struct record *last = record_at(row->n - 1);
        if (last->call == LIST)
            last = record_at(row->n - 2);
        last->tag = 0;
        return error;
    }
    r->tag = failed;
    return leave(r, error);
}

int
MPI_Test(MPI_Request *q, int *flag, MPI_Status *status)
{
    struct set s;
    open_set(&s, 1, q);
    struct record *r = note_poll(CALL_Test, &s, q, SITE);
    int e = PMPI_Test(q, flag, &s.statuses[0]);
    if (e == MPI_SUCCESS && *flag)
        finish(&s, 0);
    if (status != MPI_STATUS_IGNORE && e == MPI_SUCCESS && *flag)
        *status = s.statuses[0];
    return end_poll(r, e, e == MPI_SUCCESS && !*flag);
}

int
MPI_Testall(int n, MPI_Request *q, int *flag, MPI_Status *status)
{
    struct set s;
    open_set(&s, n, q);
    struct record *r = note_poll(CALL_Testall, &s, q, SITE);
    int e = PMPI_Testall(n, q, flag, s.statuses);
    for (int i = 0; e == MPI_SUCCESS && *flag && i < s.n; i++)
        finish(&s, i);
    if (status != MPI_STATUSES_IGNORE && e == MPI_SUCCESS && *flag)
        memcpy(status, s.statuses, (size_t)s.n * sizeof *status);
    bool failed = e == MPI_SUCCESS && !*flag;
    close_set(&s);
    return end_poll(r, e, failed);
}

int
MPI_Testany(int n, MPI_Request *q, int *which, int *flag,
            MPI_Status *status)
{
    struct set s;
    MPI_Status one;
    open_set(&s, n, q);
    struct record *r = note_poll(CALL_Testany, &s, q, SITE);
    int e = PMPI_Testany(n, q, which, flag, &one);
    if (e == MPI_SUCCESS && *flag) {
        if (*which != MPI_UNDEFINED && *which < s.n) {
            s.statuses[*which] = one;
            finish(&s, *which);
        }
        if (status != MPI_STATUS_IGNORE)
            *status = one;
    }
    bool failed = e == MPI_SUCCESS && !*flag;
    close_set(&s);
    return end_poll(r, e, failed);
}

int
MPI_Testsome(int n, MPI_Request *q, int *done, int *which,
             MPI_Status *status)
{
    struct set s;
    open_set(&s, n, q);
    struct record *r = note_poll(CALL_Testsome, &s, q, SITE);
    MPI_Status *own = calloc((size_t)s.n + 1, sizeof *own);
    int e = PMPI_Testsome(n, q, done, which, own);
    for (int i = 0; e == MPI_SUCCESS && *done != MPI_UNDEFINED && i < *done;
         i++) {
        s.statuses[which[i]] = own[i];
        finish(&s, which[i]);
        if (status != MPI_STATUSES_IGNORE)
            status[i] = own[i];
    }
    bool failed = e == MPI_SUCCESS && *done == 0;
    free(own);
    close_set(&s);
    return end_poll(r, e, failed);
}

/* Asks without completing; but the buffers are the program's again. */
int
MPI_Request_get_status(MPI_Request q, int *flag, MPI_Status *status)
{
    struct record *r = enter(CALL_Other, MPI_COMM_NULL, SITE);
    int e = PMPI_Request_get_status(q, flag, status);
    if (e == MPI_SUCCESS && *flag)
        release_buffers(q);
    if (row != NULL && guarded > 0)
        guard_leave();
    unpublished(r);
    return e;
}

/* --- starting, freeing, cancelling --------------------------------------
 */

static void
check_start(MPI_Request q, struct pending *p, const void *site)
{
    struct record own = {.call = CALL_Start,
                         .site = (uint64_t)(uintptr_t)site};
    if (row == NULL)
        return;
    if (q == MPI_REQUEST_NULL)
        wrong_argument(&own, MPI_COMM_WORLD, "invalid request",
                       "the request is MPI_REQUEST_NULL.");
    else if (p != NULL && !p->persistent)
        wrong_argument(&own, MPI_COMM_WORLD, "invalid request",
                       "the request is not persistent: only those of "
                       "MPI_Send_init and its relatives are started.");
    else if (p != NULL && p->active) {
        const struct record *of = record_at(p->record);
        note_step("MPI_Start", site);
        complain(&(struct complaint){"request still active",
                                     false,
                                     {site, of ? (void *)of->site : NULL}},
                 "Rank %d starts a request at {0} that is still active: "
                 "it was started at {1} and has not been completed. Wait "
                 "for it first.",
                 row->rank);
    }
}

int
MPI_Start(MPI_Request *q)
{
    const void *site = SITE;
    touch("MPI_Start", site);
    struct pending *p = find_pending(*q, q);
    check_start(*q, p, site);
    if (p != NULL && p->persistent && !p->active)
        start_pending(p, site);
    step_off();
    int e = PMPI_Start(q);
    if (guarded > 0)
        guard_leave();
    step_on();
    return e;
}

int
MPI_Startall(int n, MPI_Request *q)
{
    const void *site = SITE;
    touch("MPI_Startall", site);
    int flags = STARTALL;
    for (int i = 0; i < n; i++) {
        struct pending *p = find_pending(q[i], &q[i]);
        check_start(q[i], p, site);
        if (p == NULL || !p->persistent || p->active)
            continue;
        start_pending(p, site);
        struct record *r = record_at(p->record);
        if (p->active && r != NULL)
            r->flags = (uint16_t)(r->flags | flags);
        flags |= AND_MORE;
    }
    step_off();
    int e = PMPI_Startall(n, q);
    if (guarded > 0)
        guard_leave();
    step_on();
    return e;
}

int
MPI_Request_free(MPI_Request *q)
{
    struct record *r = enter(CALL_Request_free, MPI_COMM_NULL, SITE);
    struct pending *p = find_pending(*q, q);
    struct record *of = p != NULL ? record_at(p->record) : NULL;
    if (*q == MPI_REQUEST_NULL)
        wrong_argument(r, MPI_COMM_WORLD, "invalid request",
                       "the request is MPI_REQUEST_NULL.");
    if (of != NULL && p->active) {
        of->flags |= FREED;
        if (p->receives)
            complain(
                &(struct complaint){"request freed while active",
                                    false,
                                    {(void *)r->site, (void *)of->site}},
                "Rank %d frees the request of %s ({1}) at {0} while "
                "it is active: nothing can tell any more when the "
                "message has come. Wait for it instead.",
                row->rank, call_name(of->call));
    }
    if (p != NULL) {
        r->request = (int32_t)p->made;
        drop_pending(p);
    }
    publish(r);
    return leave(r, PMPI_Request_free(q));
}

int
MPI_Cancel(MPI_Request *q)
{
    struct record *r = enter(CALL_Cancel, MPI_COMM_NULL, SITE);
    if (*q == MPI_REQUEST_NULL)
        wrong_argument(r, MPI_COMM_WORLD, "invalid request",
                       "the request is MPI_REQUEST_NULL.");
    publish(r);
    return leave(r, PMPI_Cancel(q));
}
