/*
 * race_hooks.c - the plain accesses, as gcc and clang announce them.
 */
#include "race.h"

#define TOUCH(name, size, kind)                                            \
    EXPORT void __tsan_##name(void *p);                                    \
    void __tsan_##name(void *p)                                            \
    {                                                                      \
        race_touch((uintptr_t)p, size, kind, CALLER);                      \
    }

#define ACCESSES(bytes)                                                    \
    TOUCH(read##bytes, bytes, READS)                                       \
    TOUCH(write##bytes, bytes, WRITES)                                     \
    TOUCH(read_write##bytes, bytes, WRITES)                                \
    TOUCH(volatile_read##bytes, bytes, READS)                              \
    TOUCH(volatile_write##bytes, bytes, WRITES)                            \
    TOUCH(unaligned_read##bytes, bytes, READS)                             \
    TOUCH(unaligned_write##bytes, bytes, WRITES)                           \
    TOUCH(unaligned_read_write##bytes, bytes, WRITES)                      \
    TOUCH(unaligned_volatile_read##bytes, bytes, READS)                    \
    TOUCH(unaligned_volatile_write##bytes, bytes, WRITES)

ACCESSES(1)
ACCESSES(2)
ACCESSES(4)
ACCESSES(8)
ACCESSES(16)
TOUCH(vptr_read, 8, READS)

#define HOOK(name, ...)                                                    \
    EXPORT void __tsan_##name(__VA_ARGS__);                                \
    void __tsan_##name(__VA_ARGS__)

HOOK(vptr_update, void **p, void *value)
{
    if (*p != value)
        race_touch((uintptr_t)p, sizeof *p, WRITES, CALLER);
}

HOOK(read_range, void *p, unsigned long n)
{
    race_touch((uintptr_t)p, n, READS, CALLER);
}

HOOK(write_range, void *p, unsigned long n)
{
    race_touch((uintptr_t)p, n, WRITES, CALLER);
}

HOOK(init, void)
{
    race_start();
}

HOOK(func_entry, void *caller)
{
    (void)caller;
}

HOOK(func_exit, void)
{
}

HOOK(ignore_thread_begin, void)
{
    race_inside++;
}

HOOK(ignore_thread_end, void)
{
    race_inside--;
}
