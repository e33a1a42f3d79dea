/*
 * pool_map.c - a pool of processes that take tasks as they become free.
 *
 * The inputs need no sending: fork has given every worker a copy.  Results
 * go into a shared mapping.  Each worker begins with a range of its own and
 * claims one task at a time by an atomic addition to the range's counter;
 * when its range is used up it claims from the others' ranges.  So nothing
 * waits behind a slow task, and workers seldom meet at one counter.
 *
 * A pipe per worker tells the parent how a worker ends: one byte says "all
 * done"; an end of file without it says "died".
 */
#define _GNU_SOURCE
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "contract.h"

/* Tasks next .. end-1 are still to be claimed.  Each counter has a pair of
 * cache lines (processors fetch them in pairs) of its own, so claiming from
 * one range does not slow the others. */
struct range {
    _Alignas(128) _Atomic size_t next;
    size_t end;
};

struct pool {
    int size;
    pid_t *workers;
    struct pollfd *farewells; /* read ends, one a worker; fd -1: closed */
    struct range *ranges;     /* shared, one a worker */
    int64_t *results;         /* shared, one a task */
};

static void *
shared_memory(size_t size)
{
    void *memory = mmap(NULL, size, PROT_READ | PROT_WRITE,
                        MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    return memory == MAP_FAILED ? NULL : memory;
}

/* What worker k does: its own range first, then help with the others. */
static void
work(struct pool *pool, int k, int64_t (*f)(int64_t), const int64_t *in)
{
    for (int turn = 0; turn < pool->size; turn++) {
        struct range *range = &pool->ranges[(k + turn) % pool->size];
        size_t i;
        while ((i = atomic_fetch_add(&range->next, 1)) < range->end)
            pool->results[i] = f(in[i]);
    }
}

/* Makes worker k.  Returns 0, or -1 with nothing left behind. */
static int
start(struct pool *pool, int k, int64_t (*f)(int64_t), const int64_t *in)
{
    int ends[2];
    if (pipe(ends) == -1)
        return -1;
    pid_t child = fork();
    if (child == 0) {
        work(pool, k, f, in);
        while (write(ends[1], "", 1) == -1 && errno == EINTR)
            continue;
        _exit(0);
    }
    /* Closed before the next fork: only worker k holds its write end, so
     * its death, and nothing else, ends the file. */
    close(ends[1]);
    if (child == -1) {
        close(ends[0]);
        return -1;
    }
    pool->workers[k] = child;
    pool->farewells[k] = (struct pollfd){.fd = ends[0], .events = POLLIN};
    return 0;
}

/* Waits for a farewell of each worker; returns -1 as soon as one dies. */
static int
watch(struct pool *pool)
{
    for (int running = pool->size; running > 0;) {
        if (poll(pool->farewells, (nfds_t)pool->size, -1) == -1) {
            if (errno == EINTR)
                continue;
            return -1;
        }
        for (int k = 0; k < pool->size; k++) {
            struct pollfd *farewell = &pool->farewells[k];
            char byte;
            if (farewell->fd == -1 || farewell->revents == 0)
                continue;
            if (read(farewell->fd, &byte, 1) != 1)
                return -1;
            close(farewell->fd);
            farewell->fd = -1; /* poll passes over it from now on */
            running--;
        }
    }
    return 0;
}

/* Reaps the workers; with `failed`, ends those that still run first. */
static void
dismiss(struct pool *pool, int made, int failed)
{
    for (int k = 0; failed && k < made; k++)
        kill(pool->workers[k], SIGKILL);
    for (int k = 0; k < made; k++) {
        while (waitpid(pool->workers[k], NULL, 0) == -1 && errno == EINTR)
            continue;
        if (pool->farewells[k].fd != -1)
            close(pool->farewells[k].fd);
    }
}

static int
run(struct pool *pool, int64_t (*f)(int64_t), const int64_t *in, size_t n)
{
    size_t share = n / (size_t)pool->size, extra = n % (size_t)pool->size;
    size_t first = 0;
    for (int k = 0; k < pool->size; k++) {
        size_t end = first + share + ((size_t)k < extra);
        atomic_init(&pool->ranges[k].next, first);
        pool->ranges[k].end = end;
        first = end;
    }

    int made = 0;
    while (made < pool->size && start(pool, made, f, in) == 0)
        made++;
    int failed = made < pool->size || watch(pool) == -1;
    dismiss(pool, made, failed);
    return failed ? -1 : 0;
}

int
pool_map(int nworkers, int64_t (*f)(int64_t), const int64_t *in, size_t n,
         int64_t *out)
{
    if (nworkers < 1 || f == NULL || (n > 0 && (in == NULL || out == NULL)))
        return -1;
    if (n == 0)
        return 0;
    if ((size_t)nworkers > n)
        nworkers = (int)n; /* no worker without a task */

    size_t workers = (size_t)nworkers, size = n * sizeof *out;
    struct pool pool = {
        .size = nworkers,
        .workers = calloc(workers, sizeof *pool.workers),
        .farewells = calloc(workers, sizeof *pool.farewells),
        .ranges = shared_memory(workers * sizeof *pool.ranges),
        .results = shared_memory(size),
    };
    int result = -1;
    if (pool.workers && pool.farewells && pool.ranges && pool.results)
        result = run(&pool, f, in, n);
    if (result == 0)
        memcpy(out, pool.results, size);
    if (pool.results != NULL)
        munmap(pool.results, size);
    if (pool.ranges != NULL)
        munmap(pool.ranges, workers * sizeof *pool.ranges);
    free(pool.farewells);
    free(pool.workers);
    return result;
}
