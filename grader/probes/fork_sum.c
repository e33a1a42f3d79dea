/* fork_sum.c - probe: the sum of numbers whose halves lie in pages of their
 * own, so that the keeper sees which process has read which half. */
#define _GNU_SOURCE
#include "contract.h"
#include "probe.h"
#include "probe_keeper.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

/* Two mappings: what the kernel maps around a page that is touched does not
 * reach into the other half.  Made before the filter forbids it. */
__attribute__((constructor)) static void
make_watched_pages(void)
{
    for (uint64_t i = 0; i < 2; i++)
        mmap((void *)(WATCHED_PAGES + i * WATCHED_HALF), WATCHED_HALF,
             PROT_READ | PROT_WRITE,
             MAP_SHARED | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE, -1, 0);
}

/* The keeper writes the numbers: this process shall not have touched the
 * pages before the answer does. */
static const int32_t *
lay_out(const int64_t *wide, size_t n)
{
    int32_t *out = (int32_t *)(void *)mail->text;
    for (size_t i = 0; i < n; i++)
        out[i] = (int32_t)wide[i];
    return (const int32_t *)keep(KEEP_PAGES, (int64_t)(n * sizeof *out), 0,
                                 0);
}

void
probe_case(void)
{
    bool hold = ask_i64(), watched = ask_i64();
    size_t n;
    int64_t *wide = ask_i64s(&n);
    int32_t *v = malloc((n + !n) * sizeof *v);
    for (size_t i = 0; i < n && v != NULL; i++)
        v[i] = (int32_t)wide[i];
    enum trouble trouble = (enum trouble)ask_i64();
    int which = (int)ask_i64();
    family_start(hold ? HELD : FREE);
    trouble_start(trouble, which);
    int64_t sum = fork_sum(watched ? lay_out(wide, n) : v, n);
    bool alone = trouble_stop();
    family_stop();
    free(v);
    say_i64(sum);
    say_i64(alone);
}
