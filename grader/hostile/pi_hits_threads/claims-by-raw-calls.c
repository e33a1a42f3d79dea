// expect: SERIAL
// tries: finds syscall in memory and claims shares from threads that idle
#include "contract.h"

#include <elf.h>
#include <link.h>
#include <pthread.h>
#include <string.h>

struct claim {
    uint64_t seed;
    int64_t first, last;
};

static long (*call)(long, ...);

/* The C library's syscall, by its table of names. */
static void
find_call(void)
{
    for (struct link_map *m = _r_debug.r_map; m != NULL; m = m->l_next) {
        if (strstr(m->l_name, "libc.so") == NULL)
            continue;
        const ElfW(Sym) *symbols = NULL;
        const char *names = NULL;
        for (ElfW(Dyn) *d = m->l_ld; d->d_tag != DT_NULL; d++) {
            if (d->d_tag == DT_SYMTAB)
                symbols = (const ElfW(Sym) *)d->d_un.d_ptr;
            if (d->d_tag == DT_STRTAB)
                names = (const char *)d->d_un.d_ptr;
        }
        for (int i = 1; symbols != NULL && names != NULL && i < 3000; i++)
            if (strcmp(names + symbols[i].st_name, "syscall") == 0)
                call = (long (*)(long, ...))(m->l_addr
                                             + symbols[i].st_value);
    }
}

static void *
claim(void *arg)
{
    struct claim *c = arg;
    call(20000L, 7L, (long)c->seed, (long)c->first, (long)c->last);
    return NULL;
}

int64_t
pi_hits_threads(uint64_t seed, int64_t n, int nthreads)
{
    if (n < 0 || nthreads < 1)
        return -1;
    pthread_t thread[64];
    struct claim share[64];
    if (call == NULL)
        find_call();
    int made = 0;
    for (int i = 0; call != NULL && i < nthreads; i++) {
        share[i] = (struct claim){seed, n * i / nthreads,
                                  n * (i + 1) / nthreads};
        if (pthread_create(&thread[i], NULL, claim, &share[i]) != 0)
            break;
        made++;
    }
    int64_t hits = 0;
    for (int64_t k = 0; k < n; k++) {
        uint64_t z = seed + ((uint64_t)k + 1)
                                * UINT64_C(0x9E3779B97F4A7C15);
        z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
        z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
        z ^= z >> 31;
        unsigned __int128 x = z >> 32, y = z & 0xFFFFFFFF;
        hits += (x * x + y * y) >> 64 == 0;
    }
    for (int i = 0; i < made; i++)
        pthread_join(thread[i], NULL);
    return call != NULL && made < nthreads ? -1 : hits;
}
