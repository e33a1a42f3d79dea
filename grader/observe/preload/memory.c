/*
 * memory.c - what the program has allocated: how long is the block in which
 * a buffer lies, and by which line was it made?
 *
 * Only blocks that the program's own code asked for are kept, and only the
 * first MOST_BLOCKS of them that live at a time; of other memory nothing is
 * known and nothing is said.
 */
#define _GNU_SOURCE
#include "watch.h"

#include <dlfcn.h>
#include <errno.h>
#include <link.h>
#include <pthread.h>
#include <stdlib.h>

enum { MOST_BLOCKS = 1024, TABLE = 4096 };

static struct block {
    const char *start, *site;
    size_t bytes;
    bool once; /* something has stood here */
} blocks[TABLE];
static int nblocks;
static const char *lowest = (const char *)UINTPTR_MAX, *highest; /* ever */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static uintptr_t text, text_end;
static bool watching;

extern void *__libc_malloc(size_t), *__libc_calloc(size_t, size_t),
    *__libc_realloc(void *, size_t);
extern void __libc_free(void *);

static void *(*next_malloc)(size_t);
static void *(*next_calloc)(size_t, size_t);
static void *(*next_realloc)(void *, size_t);
static void (*next_free)(void *);

/* The next library's, which is a sanitizer's if there is one. */
static void
find_next(void)
{
    static __thread bool busy __attribute__((tls_model("initial-exec")));
    if (next_free != NULL || busy)
        return;
    busy = true;
    *(void **)&next_malloc = dlsym(RTLD_NEXT, "malloc");
    *(void **)&next_calloc = dlsym(RTLD_NEXT, "calloc");
    *(void **)&next_realloc = dlsym(RTLD_NEXT, "realloc");
    *(void **)&next_free = dlsym(RTLD_NEXT, "free");
    busy = false;
}

static int
find_text(struct dl_phdr_info *info, size_t size, void *unused)
{
    (void)size;
    (void)unused;
    text = info->dlpi_addr;
    for (int i = 0; i < info->dlpi_phnum; i++) {
        const ElfW(Phdr) *p = &info->dlpi_phdr[i];
        uintptr_t end = info->dlpi_addr + p->p_vaddr + p->p_memsz;
        if (p->p_type == PT_LOAD && (p->p_flags & PF_X) && end > text_end)
            text_end = end;
    }
    return 1;
}

__attribute__((constructor)) static void
start(void)
{
    if (getenv("OBSERVE_DIR") == NULL)
        return;
    dl_iterate_phdr(find_text, NULL);
    watching = true;
}

static uint32_t
slot_of(const void *start)
{
    return (uint32_t)(((uintptr_t)start * 0x9E3779B97F4A7C15u) >> 52);
}

static void
add_block(void *start, size_t bytes, const void *site)
{
    uintptr_t from = (uintptr_t)site;
    if (!watching || start == NULL || from < text || from >= text_end)
        return;
    pthread_mutex_lock(&lock);
    uint32_t k = slot_of(start);
    while (blocks[k].start != NULL)
        k = (k + 1) % TABLE;
    if (nblocks < MOST_BLOCKS) {
        blocks[k] = (struct block){start, site, bytes, true};
        nblocks++;
        if (blocks[k].start < lowest)
            lowest = blocks[k].start;
        if (blocks[k].start + bytes > highest)
            highest = blocks[k].start + bytes;
    }
    pthread_mutex_unlock(&lock);
}

static void
drop_block(void *start)
{
    if (nblocks == 0 || start == NULL)
        return;
    pthread_mutex_lock(&lock);
    uint32_t k = slot_of(start), n = 0;
    while (blocks[k].start != start && blocks[k].once && n++ < TABLE)
        k = (k + 1) % TABLE;
    if (blocks[k].start == start) {
        blocks[k].start = NULL;
        nblocks--;
    }
    pthread_mutex_unlock(&lock);
}

void *
malloc(size_t n)
{
    find_next();
    void *p = next_malloc ? next_malloc(n) : __libc_malloc(n);
    add_block(p, n, SITE);
    return p;
}

void *
calloc(size_t n, size_t size)
{
    find_next();
    void *p = next_calloc ? next_calloc(n, size) : __libc_calloc(n, size);
    add_block(p, n * size, SITE);
    return p;
}

void *
realloc(void *old, size_t n)
{
    find_next();
    drop_block(old);
    void *p = next_realloc ? next_realloc(old, n) : __libc_realloc(old, n);
    add_block(p, n, SITE);
    return p;
}

void
free(void *p)
{
    int error = errno;
    find_next();
    if (owned() > 0 && p != NULL)
        check_freed(p, SITE);
    if (given_windows > 0 && p != NULL && block_bytes(p) > 0)
        window_unmapped(p, block_bytes(p), SITE);
    drop_block(p);
    if (next_free)
        next_free(p);
    else
        __libc_free(p);
    errno = error;
}

static bool
lies_in(const char *at, const struct block *b)
{
    return b->start != NULL && at >= b->start && at < b->start + b->bytes;
}

/* The block in which this address lies; the same one again, often. */
static const struct block *
block_of(const char *at)
{
    static const struct block *latest = blocks;
    if (lies_in(at, latest))
        return latest;
    if (at < lowest || at >= highest)
        return NULL;
    for (int k = 0, seen = 0; seen < nblocks && k < TABLE; k++) {
        if (blocks[k].start == NULL)
            continue;
        seen++;
        if (lies_in(at, &blocks[k]))
            return latest = &blocks[k];
    }
    return NULL;
}

size_t
block_bytes(const void *start)
{
    const struct block *b = block_of(start);
    return b != NULL && b->start == start ? b->bytes : 0;
}

/* The place that is asked about again and again need not be searched. */
void
check_room(struct record *r, const void *buffer, int64_t bytes)
{
    static struct {
        const void *buffer;
        int64_t bytes;
    } good[64];
    uint32_t k = (uint32_t)(r->site * 0x9E3779B97F4A7C15u >> 58);
    if (bytes <= 0 || nblocks == 0 || several_threads() ||
        (good[k].buffer == buffer && good[k].bytes == bytes &&
         r->begin % 16 != 0))
        return;
    const struct block *b = block_of(buffer);
    good[k].buffer = buffer;
    good[k].bytes = bytes;
    if (b == NULL || (const char *)buffer + bytes <= b->start + b->bytes)
        return;
    complain(&(struct complaint){"buffer too small",
                                 false,
                                 {(void *)(uintptr_t)r->site, b->site}},
             "Rank %d, %s at {0}: the buffer has room for %lld bytes, but "
             "the call asks for %lld. It was allocated at {1} with %zu "
             "bytes: a count is in elements, malloc counts bytes.",
             row->rank, call_name(r->call),
             (long long)(b->start + b->bytes - (const char *)buffer),
             (long long)bytes, b->bytes);
}
