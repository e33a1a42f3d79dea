/*
 * preload_pipes.c - what becomes of the program's pipes: how much was
 * written and read at once, and who closed the ends to read from.
 *
 * Without the table's lock, for a signal handler may write to a pipe.
 */
#define _GNU_SOURCE
#include "preload.h"

#include <limits.h>

struct table_pipe *
preload_pipe(uint64_t inode)
{
    for (int i = table->pipes - 1; inode != 0 && i >= 0; i--)
        if (table->pipe[i].inode == inode)
            return &table->pipe[i];
    return NULL;
}

void
preload_makes_pipe(uint64_t inode, uint64_t site)
{
    table_lock();
    if (table->pipes < PIPES_KEPT)
        table->pipe[table->pipes++] = (struct table_pipe){
            .inode = inode, .site = site, .closer = {-1, -1}};
    table_unlock();
}

void
preload_writes_pipe(uint64_t inode, uint64_t n)
{
    struct table_pipe *p = preload_pipe(inode);
    if (p == NULL)
        return;
    p->from = __atomic_fetch_add(&p->written, n, __ATOMIC_RELAXED);
    p->put = n;
}

/* A read is short if it asked for just what one write gives, and got less.
 * A write of PIPE_BUF bytes is never taken apart. */
void
preload_reads_pipe(uint64_t inode, uint64_t asked, int64_t got,
                   uint64_t site)
{
    struct table_pipe *p = preload_pipe(inode);
    if (p == NULL)
        return;
    uint64_t n = got > 0 ? (uint64_t)got : 0;
    uint64_t from = __atomic_fetch_add(&p->taken, n, __ATOMIC_RELAXED);
    p->reads++;
    p->asked = 0;
    if (got > 0 && asked > PIPE_BUF && asked == p->put && from == p->from &&
        n < asked) {
        p->got = n;
        p->until = from + asked;
        p->got_site = site;
        p->reader = (int)(me - table->thread);
        p->asked = asked;
    }
}

void
preload_closes_pipe(uint64_t inode, uint64_t site)
{
    struct table_pipe *p = preload_pipe(inode);
    if (p == NULL)
        return;
    int last = p->closer[0];
    if (last >= 0 && table->thread[last].process != me->process) {
        p->closer[1] = last;
        p->closed_at[1] = p->closed_at[0];
    }
    p->closer[0] = (int)(me - table->thread);
    p->closed_at[0] = site;
}
