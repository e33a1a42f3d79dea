/*
 * explain_pipe.c - who reads a pipe that never ends, who fills one that
 * nobody empties: /proc tells who holds its ends.
 */
#define _GNU_SOURCE
#include "observe_threads.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* A descriptor of process `pid` for this pipe, open for reading or for
 * writing; -1: none, or it cannot be known. */
static int
end_in(int pid, uint64_t inode, bool writes)
{
    char path[300], text[256], wanted[64];
    int found = -1;
    snprintf(wanted, sizeof wanted, "pipe:[%lu]", (unsigned long)inode);
    snprintf(path, sizeof path, "/proc/%d/fd", pid);
    DIR *d = opendir(path);
    for (struct dirent *e; d != NULL && (e = readdir(d)) != NULL;) {
        int fd = atoi(e->d_name);
        unsigned flags = 0;
        snprintf(path, sizeof path, "/proc/%d/fd/%d", pid, fd);
        ssize_t n = readlink(path, text, sizeof text - 1);
        text[n > 0 ? n : 0] = '\0';
        if (e->d_name[0] == '.' || strcmp(text, wanted) != 0)
            continue;
        snprintf(path, sizeof path, "/proc/%d/fdinfo/%d", pid, fd);
        FILE *f = fopen(path, "re");
        while (f != NULL && fgets(text, sizeof text, f) != NULL)
            sscanf(text, "flags: %o", &flags);
        if (f != NULL)
            fclose(f);
        if ((flags & 3) == (writes ? 1u : 0u) || (flags & 3) == 2)
            found = fd;
    }
    if (d != NULL)
        closedir(d);
    return found;
}

static const char *
made_at(struct watch *w, const struct table_thread *t, uint64_t inode)
{
    for (int i = 0; i < w->table->things; i++)
        if (w->table->thing[i].kind == A_PIPE &&
            w->table->thing[i].id == inode)
            return at_site(w, t, w->table->thing[i].site);
    return "";
}

/* What another process does that holds the other end. */
static struct table_thread *
other_holder(struct watch *w, const struct table_thread *t, bool writes,
             int *fd)
{
    for (int i = 0; i < w->table->threads; i++) {
        struct table_thread *o = &w->table->thread[i];
        if (o->process == t->process || o->number != 0 || o->ended)
            continue;
        if ((*fd = end_in(o->pid, t->object, writes)) >= 0)
            return o;
    }
    return NULL;
}

static void
tell(struct watch *w, struct fault *f, const struct table_thread *t,
     const struct table_thread *other, const char *made)
{
    fault_thread(f, t);
    fault_place(f, at_site(w, t, t->site));
    if (other != NULL) {
        fault_thread(f, other);
        if (other->what != RUNS)
            fault_place(f, at_site(w, other, other->site));
    }
    fault_place(f, made);
}

/* Two processes came by one line, and each made a pipe of its own there. */
static bool
made_after_fork(struct watch *w, const struct table_thread *t)
{
    const struct table_thing *mine = NULL;
    for (int i = 0; i < w->table->things; i++)
        if (w->table->thing[i].kind == A_PIPE &&
            w->table->thing[i].id == t->object &&
            w->table->thing[i].process == t->process)
            mine = &w->table->thing[i];
    for (int i = 0; mine != NULL && i < w->table->things; i++)
        if (w->table->thing[i].kind == A_PIPE &&
            w->table->thing[i].site == mine->site &&
            w->table->thing[i].process != t->process)
            return true;
    return false;
}

static void
explain_reader(struct watch *w, const struct table_thread *t)
{
    const char *here = at_site(w, t, t->site);
    const char *made = made_at(w, t, t->object);
    int own = end_in(t->pid, t->object, true), fd = -1;
    struct table_thread *other = other_holder(w, t, true, &fd);
    struct fault *f;
    if (own >= 0 && other == NULL && made_after_fork(w, t))
        f = fault_add(&w->faults, "DEADLOCK", "error",
                      "%s reads at %s (descriptor %d) a pipe that nobody "
                      "else has: it was made at %s after the fork, and the "
                      "other process has made another one there. Make the "
                      "pipe before the fork: then both have its ends.",
                      who(w, t), here, t->fd, made);
    else if (own >= 0)
        f = fault_add(&w->faults, "DEADLOCK", "error",
                      "%s reads a pipe at %s (descriptor %d) and will see "
                      "its end only when every write end is closed. It "
                      "holds one itself: descriptor %d, made at %s. Close "
                      "it in the reader before the first read.",
                      who(w, t), here, t->fd, own, made);
    else if (other != NULL)
        f = fault_add(&w->faults, "DEADLOCK", "error",
                      "%s reads a pipe at %s (descriptor %d), made at %s. "
                      "%s still has its write end open (descriptor %d) but "
                      "will not write: it %s. Close each end in the "
                      "processes that do not use it.",
                      who(w, t), here, t->fd, made, Who(w, other), fd,
                      doing(w, other));
    else
        f = fault_add(&w->faults, "DEADLOCK", "error",
                      "%s reads a pipe at %s (descriptor %d), made at %s, "
                      "and nobody is left who could write to it.",
                      who(w, t), here, t->fd, made);
    tell(w, f, t, other, made);
    waits_for(w, t, own >= 0 ? t : other);
}

static void
explain_writer(struct watch *w, const struct table_thread *t)
{
    const char *here = at_site(w, t, t->site);
    const char *made = made_at(w, t, t->object);
    int own = end_in(t->pid, t->object, false), fd = -1;
    struct table_thread *other = other_holder(w, t, false, &fd);
    struct fault *f =
        other != NULL
            ? fault_add(
                  &w->faults, "DEADLOCK", "error",
                  "%s writes at %s to a pipe that is full (descriptor "
                  "%d). %s, who should read it, does not: it %s. Read "
                  "while the other writes, and wait for its end "
                  "afterwards.",
                  who(w, t), here, t->fd, Who(w, other), doing(w, other))
            : fault_add(
                  &w->faults, "DEADLOCK", "error",
                  "%s writes at %s to a pipe that is full (descriptor "
                  "%d), and nobody but itself could read it%s. Read "
                  "while you write, or write less at a time.",
                  who(w, t), here, t->fd,
                  own >= 0 ? " (it holds the read end)" : "");
    tell(w, f, t, other, made);
    waits_for(w, t, other != NULL ? other : own >= 0 ? t : NULL);
}

/* Without a look at every process, who holds an end is not known. */
static bool
all_readable(struct watch *w)
{
    char path[64];
    for (int i = 0; i < w->table->threads; i++) {
        snprintf(path, sizeof path, "/proc/%d/fd", w->table->thread[i].pid);
        if (!w->table->thread[i].ended && access(path, R_OK | X_OK) != 0)
            return false;
    }
    return w->pids_are_ours;
}

bool
explain_pipe(struct watch *w)
{
    struct table_thread *reader = NULL, *writer = NULL;
    if (!all_readable(w))
        return false;
    for (int i = 0; i < w->table->threads; i++) {
        struct table_thread *t = &w->table->thread[i];
        if (t->ended || t->timed)
            continue;
        /* who keeps its own write end is the cause of all others */
        bool own =
            t->what == IN_READ && end_in(t->pid, t->object, true) >= 0;
        if (t->what == IN_READ && (reader == NULL || own))
            reader = t;
        if (t->what == IN_WRITE && writer == NULL)
            writer = t;
    }
    if (writer != NULL)
        explain_writer(w, writer);
    else if (reader != NULL)
        explain_reader(w, reader);
    return writer != NULL || reader != NULL;
}
