/* probe_leaks.c - see probe_leaks.h */
#define _GNU_SOURCE
#include "probe_leaks.h"

#include <pthread.h>
#include <stddef.h>

__attribute__((weak)) int __lsan_do_recoverable_leak_check(void);
__attribute__((weak)) void __lsan_ignore_object(const void *block);
__attribute__((weak)) int __sanitizer_install_malloc_and_free_hooks(
    void (*allocated)(const volatile void *, size_t),
    void (*freed)(const volatile void *));
const char *__lsan_default_suppressions(void);

static pthread_t answers_thread;
static int paused;

/* What is allocated before leaks_begin or kept by a library's constructor.
 */
const char *
__lsan_default_suppressions(void)
{
    return "leak:libopen-rte\nleak:libopen-pal\nleak:libmpi.so\n"
           "leak:libmpich\nleak:libpmix\nleak:libhwloc\nleak:libevent\n"
           "leak:mca_\n";
}

static void
on_allocation(const volatile void *block, size_t size)
{
    (void)size;
    if (block != NULL &&
        (!pthread_equal(pthread_self(), answers_thread) || paused > 0))
        __lsan_ignore_object((const void *)block);
}

static void
on_free(const volatile void *block)
{
    (void)block;
}

void
leaks_begin(void)
{
    answers_thread = pthread_self();
    if (__sanitizer_install_malloc_and_free_hooks && __lsan_ignore_object)
        __sanitizer_install_malloc_and_free_hooks(on_allocation, on_free);
}

void
leaks_pause(void)
{
    paused++;
}

void
leaks_resume(void)
{
    paused--;
}

bool
leaks_watched(void)
{
    return __lsan_do_recoverable_leak_check != NULL;
}

int
leaks_found(void)
{
    return __lsan_do_recoverable_leak_check
               ? __lsan_do_recoverable_leak_check()
               : 0;
}
