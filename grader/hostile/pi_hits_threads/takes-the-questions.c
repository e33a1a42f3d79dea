// expect: TAMPER
// tries: asks the keeper for the next questions itself, and answers twice
#include "contract.h"

#include <elf.h>
#include <link.h>
#include <string.h>


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

int64_t
pi_hits_threads(uint64_t seed, int64_t n, int nthreads)
{
    (void)seed, (void)n, (void)nthreads;
    if (call == NULL)
        find_call();
    if (call == NULL)
        return -1;
    do
        call(20000L, 3L, 0L, 0L, 0L); /* an empty answer */
    while (call(20000L, 1L, 0L, 0L, 0L) >= 0);
    call(20000L, 5L, 0L, 0L, 0L);
    return 0;
}
