/*
 * race_memory.c - memory that is given, taken back and copied.
 *
 * What free gives back may be another thread's a moment later; its past is
 * forgotten then.  free itself counts as a write: whoever still uses the
 * block races with it.  This file is compiled without builtins, so that
 * its loops do not become calls of the functions that it defines.
 */
#define _GNU_SOURCE
#include "race.h"
#include "race_real.h"

#include <malloc.h>
#include <stdarg.h>
#include <sys/mman.h>
#include <sys/shm.h>
#include <sys/stat.h>

extern void *__libc_malloc(size_t);
extern void *__libc_calloc(size_t, size_t);
extern void *__libc_realloc(void *, size_t);
extern void __libc_free(void *);

static void *
fresh(void *p)
{
    if (p != NULL && race != NULL && race->live > 1)
        race_forget((uintptr_t)p, malloc_usable_size(p));
    return p;
}

static void
gone(void *p, uintptr_t site)
{
    if (p == NULL || race == NULL || race->live < 2 || race_inside > 0)
        return;
    size_t n = malloc_usable_size(p);
    race_touch((uintptr_t)p, n < 1 << 16 ? n : 1 << 16, FREES, site);
    race_forget((uintptr_t)p, n);
}

OURS(void *, malloc, size_t n)
{
    return fresh(__libc_malloc(n));
}

OURS(void *, calloc, size_t n, size_t size)
{
    return fresh(__libc_calloc(n, size));
}

OURS(void, free, void *p)
{
    gone(p, CALLER);
    __libc_free(p);
}

OURS(void *, realloc, void *p, size_t n)
{
    gone(p, CALLER);
    return fresh(__libc_realloc(p, n));
}

/* --- mappings ----------------------------------------------------------
 */

/* A mapping without a file keeps its address in all children; one with a
 * file may lie elsewhere in each process. */
static uint64_t
shared_key(const void *p, int fd, off_t offset)
{
    struct stat s;
    if (fd < 0 || fstat(fd, &s) != 0)
        return (uint64_t)(uintptr_t)p | 0xFFFFull << 48;
    return 0xFFFEull << 48 | ((uint64_t)s.st_ino & 0xFFFF) << 32 |
           ((uint64_t)offset & 0xFFFFFFFF);
}

static void *
mapped(void *p, size_t n, int flags, int fd, off_t offset)
{
    if (p != MAP_FAILED && (flags & MAP_SHARED)) {
        race_start();
        race_map_shared((uintptr_t)p, n, shared_key(p, fd, offset));
        if (fd >= 0)
            return p; /* another process may have been here before */
    }
    if (p != MAP_FAILED)
        race_forget((uintptr_t)p, n);
    return p;
}

OURS(void *, mmap, void *at, size_t n, int protection, int flags, int fd,
     off_t offset)
{
    return mapped(REAL(mmap)(at, n, protection, flags, fd, offset), n,
                  flags, fd, offset);
}

OURS(void *, mmap64, void *at, size_t n, int protection, int flags, int fd,
     off64_t offset)
{
    return mapped(REAL(mmap64)(at, n, protection, flags, fd, offset), n,
                  flags, fd, offset);
}

OURS(void *, shmat, int id, const void *at, int flags)
{
    void *p = REAL(shmat)(id, at, flags);
    struct shmid_ds s;
    if (p != (void *)-1 && shmctl(id, IPC_STAT, &s) == 0)
        mapped(p, s.shm_segsz, MAP_SHARED, -1, 0);
    return p;
}

OURS(int, munmap, void *p, size_t n)
{
    if (!race_unmap_shared((uintptr_t)p))
        race_forget((uintptr_t)p, n);
    return REAL(munmap)(p, n);
}

/* --- copies ------------------------------------------------------------
 */

typedef void *copy(void *, const void *, size_t);
typedef void *fill(void *, int, size_t);

OURS(void *, memmove, void *to, const void *from, size_t n)
{
    static copy *real;
    if (race_row() != NULL && race->live > 1) {
        race_touch((uintptr_t)from, n, READS, CALLER);
        race_touch((uintptr_t)to, n, WRITES, CALLER);
    }
    if (real == NULL && race != NULL && race->ready)
        *(void **)&real = race_real("memmove");
    if (real != NULL)
        return real(to, from, n);
    volatile char *t = to;
    const volatile char *f = from;
    if (t < f)
        for (size_t i = 0; i < n; i++)
            t[i] = f[i];
    else
        for (size_t i = n; i > 0; i--)
            t[i - 1] = f[i - 1];
    return to;
}

OURS(void *, memcpy, void *to, const void *from, size_t n)
{
    static copy *real;
    if (race_row() != NULL && race->live > 1) {
        race_touch((uintptr_t)from, n, READS, CALLER);
        race_touch((uintptr_t)to, n, WRITES, CALLER);
    }
    if (real == NULL && race != NULL && race->ready)
        *(void **)&real = race_real("memcpy");
    if (real != NULL)
        return real(to, from, n);
    volatile char *t = to;
    const volatile char *f = from;
    for (size_t i = 0; i < n; i++)
        t[i] = f[i];
    return to;
}

OURS(void *, memset, void *to, int byte, size_t n)
{
    static fill *real;
    race_touch((uintptr_t)to, n, WRITES, CALLER);
    if (real == NULL && race != NULL && race->ready)
        *(void **)&real = race_real("memset");
    if (real != NULL)
        return real(to, byte, n);
    volatile char *t = to;
    for (size_t i = 0; i < n; i++)
        t[i] = (char)byte;
    return to;
}
