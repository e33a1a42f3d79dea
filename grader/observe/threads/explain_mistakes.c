/*
 * explain_mistakes.c - what a program that ended has got wrong with its
 * children, its pipes and the results of its threads.
 */
#define _GNU_SOURCE
#include "observe_threads.h"

#include <signal.h>
#include <string.h>

static struct table_thread *
process_row(struct watch *w, int process)
{
    for (int i = 0; i < w->table->threads; i++) {
        struct table_thread *t = &w->table->thread[i];
        if (t->process == process && t->number == 0)
            return t;
    }
    return NULL;
}

static struct fault *
mistake(struct watch *w, const struct table_thread *t, const char *message,
        const char *first, const char *second)
{
    struct fault *f =
        fault_add(&w->faults, "MISUSE", "error", "%s", message);
    fault_thread(f, t);
    fault_place(f, first);
    fault_place(f, second);
    return f;
}

/* A thread's result is an address on its own stack. */
static bool
explain_result(struct watch *w, const struct table_thread *t)
{
    if (t->result_site == 0)
        return false;
    const char *made = at_site(w, t, t->born_at);
    const char *here = at_site(w, t, t->result_site);
    mistake(w, t,
            words("the result of %s (made at %s), which pthread_join takes "
                  "at %s, is the address of a variable of its own, which "
                  "is gone when the thread has ended. Return memory from "
                  "malloc, or write to a place that whoever makes the "
                  "thread gives it.",
                  who(w, t), made, here),
            made, here);
    return true;
}

/* Did this child make a child in the line that made it?  Two places may be
 * one line: a compiler copies what stands in a loop. */
static bool
runs_on(struct watch *w, const struct table_thread *t)
{
    return t->process > 0 && t->again_site != 0 &&
           strcmp(at_site(w, t, t->again_site),
                  at_site(w, t, t->born_at)) == 0;
}

/* A child that comes back to the fork that made it, and makes more.  That
 * may be meant; not if it waits for children that it does not have, or
 * waits for none of its own. */
static bool
explain_runs_on(struct watch *w, const struct table_thread *t)
{
    bool confused = false;
    if (!runs_on(w, t))
        return false;
    for (int i = 0; i < w->table->threads; i++) {
        const struct table_thread *o = &w->table->thread[i];
        confused = confused || (o->frame == t->frame && o->process > 0 &&
                                o->lost_waits > 1);
    }
    for (int i = 0; i < w->table->things; i++)
        confused = confused || (w->table->thing[i].kind == A_CHILD &&
                                w->table->thing[i].process == t->process);
    if (!confused)
        return false;
    const char *made = at_site(w, t, t->born_at);
    mistake(w, t,
            words("%s, made at %s, came back to that line and made a child "
                  "of its own: there are %d children in all. A child that "
                  "has done its work must not go on in its parent's loop. "
                  "Let it end with _exit.",
                  who(w, t), made, w->table->processes),
            made, "");
    return true;
}

static bool
explain_exec(struct watch *w, const struct table_thread *t)
{
    if (t->exec_error == 0 || t->process == 0 ||
        (t->lost_waits == 0 && !runs_on(w, t)))
        return false;
    const char *here = at_site(w, t, t->exec_site);
    const char *then = t->lost_waits > 0 ? at_site(w, t, t->lost_site)
                                         : at_site(w, t, t->born_at);
    mistake(
        w, t,
        words("%s calls exec at %s, which fails (%s), and goes on with its "
              "parent's work: at %s it %s. Exec comes back only when it "
              "has failed: say so, and call _exit(127) behind it.",
              who(w, t), here, strerror(t->exec_error), then,
              t->lost_waits > 0 ? "waits for a child that it does not have"
                                : "makes a child of its own"),
        here, then);
    return true;
}

/* What was printed before fork is written by both. */
static bool
explain_copied(struct watch *w, const struct table_thread *t)
{
    const struct table_thread *parent = thread_at(w, t->parent);
    const struct table_thread *row =
        parent != NULL ? process_row(w, parent->process) : NULL;
    if (!t->wrote || row == NULL ||
        (!row->exited && row->wrote_at < t->born))
        return false;
    const char *made = at_site(w, t, t->born_at);
    mistake(w, t,
            words("what %s had printed before the fork at %s, but not yet "
                  "written (%d bytes), is written twice: %s has a copy of "
                  "it and writes it too. Call fflush(stdout) before fork, "
                  "or let the child end with _exit.",
                  who(w, parent), made, t->copied, who(w, t)),
            made, "");
    return true;
}

static bool
explain_short_read(struct watch *w, const struct table_pipe *p)
{
    if (p->asked == 0 || p->taken >= p->until)
        return false;
    const struct table_thread *t = thread_at(w, p->reader);
    const char *here = at_site(w, t, p->got_site);
    mistake(w, t,
            words("%s asks at %s for the %lu bytes that were written to a "
                  "pipe at once, gets %lu, and never reads the rest. A "
                  "pipe gives what it has: read in a loop until all have "
                  "come.",
                  who(w, t), here, (unsigned long)p->asked,
                  (unsigned long)p->got),
            here, "");
    return true;
}

/* Who closed the last end to read from, if not the writer. */
static const char *
closed_by(struct watch *w, const struct table_pipe *p,
          const struct table_thread *writer, const char **where)
{
    for (int i = 0; i < 2; i++) {
        const struct table_thread *t = thread_at(w, p->closer[i]);
        if (t == NULL || t->process == writer->process)
            continue;
        *where = at_site(w, t, p->closed_at[i]);
        return words("%s closed its end to read from at %s, before it had "
                     "read anything",
                     who(w, t), *where);
    }
    *where = "";
    return "nobody has it open to read from";
}

/* A writer that was killed because nobody reads.  Who has read something
 * and then stops may mean it. */
static bool
explain_sigpipe(struct watch *w, const struct table_thread *t)
{
    const struct table_pipe *p = NULL;
    const char *where;
    if (t->killed != SIGPIPE || t->what != IN_WRITE)
        return false;
    for (int i = 0; i < w->table->pipes; i++)
        if (w->table->pipe[i].inode == t->object)
            p = &w->table->pipe[i];
    if (p == NULL || p->reads > 0)
        return false;
    const char *here = at_site(w, t, t->site);
    const char *why = closed_by(w, p, t, &where);
    mistake(w, t,
            words("%s was killed by SIGPIPE when it wrote to a pipe at %s "
                  "(made at %s): %s. Keep that end open until the writer "
                  "has ended.",
                  who(w, t), here, at_site(w, t, p->site), why),
            here, where);
    return true;
}

void
explain_mistakes(struct watch *w)
{
    static bool (*const ways[])(struct watch *,
                                const struct table_thread *) = {
        explain_exec,   explain_runs_on, explain_copied,
        explain_result, explain_sigpipe,
    };
    int pipes = w->table->pipes < PIPES_KEPT ? w->table->pipes : PIPES_KEPT;
    for (int i = 0; i < pipes; i++)
        if (explain_short_read(w, &w->table->pipe[i]))
            return;
    for (size_t k = 0; k < sizeof ways / sizeof *ways; k++)
        for (int i = 0; i < w->table->threads; i++)
            if (ways[k](w, &w->table->thread[i]))
                return;
}
