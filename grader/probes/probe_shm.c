/*
 * probe_shm.c - shows lost updates between processes without luck.
 *
 * The learner's file is compiled with -fsanitize=thread, so that each load
 * and store is announced by a call of __tsan_readN or __tsan_writeN, but it
 * is linked with the functions below instead of ThreadSanitizer.  The first
 * stores of a process into shared memory wait for another process to come
 * to a store of the same place: if both are there, both have loaded the old
 * value and one update is lost.  Nothing is forbidden that the processes
 * could not have done by themselves, so a right program stays right: one
 * that holds a lock keeps the other away, which is then seen to sleep or to
 * spin.  Plain stores that meet are announced as a race; atomic ones are
 * none, but the update is lost all the same.
 */
#define _GNU_SOURCE
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

#include "probe_family.h"

void __wrap_probe_calm_begin(struct calm *c);
bool __wrap_probe_calm_now(struct calm *c);
void __wrap_probe_calm_end(void);

enum {
    MAX_PROCESSES = 16,
    WAITS = 3,   /* of each process */
    SPINS = 2000 /* accesses of others, after which nobody will come */
};

/* Who waits before which store. */
struct arrival {
    atomic_int pid;
    atomic_ulong place;
    atomic_bool met;
};

struct meeting {
    struct arrival arrivals[MAX_PROCESSES];
    atomic_ulong accesses; /* of all processes, to memory they see */
    atomic_bool over;      /* one meeting is enough */
};

static struct meeting *meeting;
static int waits_left, my_pid;

static void
share(void)
{
    void *p = mmap(NULL, sizeof *meeting, PROT_READ | PROT_WRITE,
                   MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    meeting = p == MAP_FAILED ? NULL : p;
}

/* Shared mappings of this process, read anew when an address is unknown. */
static bool
is_shared(uintptr_t address)
{
    static uintptr_t low, high;
    if (address >= low && address < high)
        return true;
    char line[512], mode[8];
    unsigned long a, z;
    bool found = false;
    FILE *f = fopen("/proc/self/maps", "re");
    while (f != NULL && !found && fgets(line, sizeof line, f) != NULL)
        if (sscanf(line, "%lx-%lx %7s", &a, &z, mode) == 3 &&
            mode[3] == 's' && address >= a && address < z) {
            low = a;
            high = z;
            found = true;
        }
    if (f != NULL)
        fclose(f);
    return found;
}

static void
announce(void *site)
{
    char line[128];
    int n = snprintf(line, sizeof line, "PROBE: unprotected update 0x%lx\n",
                     (unsigned long)(uintptr_t)site - 1);
    if (write(2, line, (size_t)n) < 0)
        _exit(120);
}

static struct arrival *
arrive(uintptr_t place)
{
    for (int i = 0; i < MAX_PROCESSES; i++) {
        struct arrival *mine = &meeting->arrivals[i];
        int nobody = 0;
        if (atomic_compare_exchange_strong(&mine->pid, &nobody, my_pid)) {
            atomic_store(&mine->met, false);
            atomic_store(&mine->place, place);
            return mine;
        }
    }
    return NULL;
}

/* Is another process before a store of the same place? */
static bool
meets(struct arrival *mine)
{
    for (int i = 0; i < MAX_PROCESSES; i++) {
        struct arrival *other = &meeting->arrivals[i];
        if (other != mine && atomic_load(&other->pid) != 0 &&
            atomic_load(&other->place) == atomic_load(&mine->place)) {
            atomic_store(&other->met, true);
            atomic_store(&mine->met, true);
            atomic_store(&meeting->over, true);
        }
    }
    return atomic_load(&mine->met);
}

static void
before_store(void *address, void *site, bool plain)
{
    uintptr_t at = (uintptr_t)address, stack = (uintptr_t)&at;
    if (meeting == NULL || atomic_load(&meeting->over) ||
        (at > stack - (1 << 20) && at < stack + (1 << 20)) ||
        !is_shared(at))
        return;
    atomic_fetch_add(&meeting->accesses, 1);
    if (my_pid != (int)getpid()) {
        my_pid = (int)getpid();
        waits_left = WAITS;
    }
    struct arrival *mine = waits_left-- > 0 ? arrive(at) : NULL;
    if (mine == NULL)
        return;
    unsigned long spins = atomic_load(&meeting->accesses) + SPINS;
    struct calm c;
    __wrap_probe_calm_begin(&c);
    while (!meets(mine) && !atomic_load(&meeting->over) &&
           atomic_load(&meeting->accesses) < spins &&
           !__wrap_probe_calm_now(&c))
        continue;
    __wrap_probe_calm_end();
    if (plain && atomic_load(&mine->met))
        announce(site);
    atomic_store(&mine->place, 0);
    atomic_store(&mine->pid, 0);
}

/* A process that only looks at shared memory, again and again, waits for
 * another one. */
static void
before_look(void)
{
    if (meeting != NULL)
        atomic_fetch_add(&meeting->accesses, 1);
}

/* The names the compiler calls. */
#define STORE(name)                                                        \
    void __tsan_##name(void *p);                                           \
    void __tsan_##name(void *p)                                            \
    {                                                                      \
        before_store(p, __builtin_return_address(0), true);                \
    }

#define LOOK(name)                                                         \
    void __tsan_##name(void *p);                                           \
    void __tsan_##name(void *p)                                            \
    {                                                                      \
        (void)p;                                                           \
        before_look();                                                     \
    }

#define ACCESSES(bytes)                                                    \
    STORE(write##bytes)                                                    \
    STORE(volatile_write##bytes)                                           \
    STORE(unaligned_write##bytes)                                          \
    LOOK(read##bytes)                                                      \
    LOOK(volatile_read##bytes)                                             \
    LOOK(unaligned_read##bytes)

ACCESSES(1)
ACCESSES(2)
ACCESSES(4)
ACCESSES(8)
ACCESSES(16)

#define ATOMICS(bits, type)                                                \
    type __tsan_atomic##bits##_load(const volatile type *, int);           \
    type __tsan_atomic##bits##_load(const volatile type *p, int o)         \
    {                                                                      \
        (void)o;                                                           \
        before_look();                                                     \
        return __atomic_load_n(p, __ATOMIC_SEQ_CST);                       \
    }                                                                      \
    void __tsan_atomic##bits##_store(volatile type *, type, int);          \
    void __tsan_atomic##bits##_store(volatile type *p, type v, int o)      \
    {                                                                      \
        (void)o;                                                           \
        before_store((void *)p, __builtin_return_address(0), false);       \
        __atomic_store_n(p, v, __ATOMIC_SEQ_CST);                          \
    }                                                                      \
    int __tsan_atomic##bits##_compare_exchange_strong(                     \
        volatile type *, type *, type, int, int);                          \
    int __tsan_atomic##bits##_compare_exchange_strong(                     \
        volatile type *p, type *old, type v, int o, int f)                 \
    {                                                                      \
        (void)o, (void)f;                                                  \
        before_look();                                                     \
        return __atomic_compare_exchange_n(p, old, v, 0, __ATOMIC_SEQ_CST, \
                                           __ATOMIC_SEQ_CST);              \
    }                                                                      \
    int __tsan_atomic##bits##_compare_exchange_weak(                       \
        volatile type *, type *, type, int, int);                          \
    int __tsan_atomic##bits##_compare_exchange_weak(                       \
        volatile type *p, type *old, type v, int o, int f)                 \
    {                                                                      \
        return __tsan_atomic##bits##_compare_exchange_strong(p, old, v, o, \
                                                             f);           \
    }                                                                      \
    type __tsan_atomic##bits##_compare_exchange_val(volatile type *, type, \
                                                    type, int, int);       \
    type __tsan_atomic##bits##_compare_exchange_val(                       \
        volatile type *p, type old, type v, int o, int f)                  \
    {                                                                      \
        __tsan_atomic##bits##_compare_exchange_strong(p, &old, v, o, f);   \
        return old;                                                        \
    }                                                                      \
    UPDATE(bits, type, exchange, __atomic_exchange_n)                      \
    UPDATE(bits, type, fetch_add, __atomic_fetch_add)                      \
    UPDATE(bits, type, fetch_sub, __atomic_fetch_sub)                      \
    UPDATE(bits, type, fetch_and, __atomic_fetch_and)                      \
    UPDATE(bits, type, fetch_or, __atomic_fetch_or)                        \
    UPDATE(bits, type, fetch_xor, __atomic_fetch_xor)                      \
    UPDATE(bits, type, fetch_nand, __atomic_fetch_nand)

#define UPDATE(bits, type, name, real)                                     \
    type __tsan_atomic##bits##_##name(volatile type *, type, int);         \
    type __tsan_atomic##bits##_##name(volatile type *p, type v, int o)     \
    {                                                                      \
        (void)o;                                                           \
        before_look();                                                     \
        return real(p, v, __ATOMIC_SEQ_CST);                               \
    }

ATOMICS(8, uint8_t)
ATOMICS(16, uint16_t)
ATOMICS(32, uint32_t)
ATOMICS(64, uint64_t)

void __tsan_init(void);
void
__tsan_init(void)
{
    if (meeting == NULL)
        share();
}

void __tsan_func_entry(void *caller);
void
__tsan_func_entry(void *caller)
{
    (void)caller;
}

void __tsan_func_exit(void);
void
__tsan_func_exit(void)
{
}

void __tsan_read_range(void *p, unsigned long n);
void
__tsan_read_range(void *p, unsigned long n)
{
    (void)p, (void)n;
    before_look();
}

void __tsan_write_range(void *p, unsigned long n);
void
__tsan_write_range(void *p, unsigned long n)
{
    (void)n;
    before_store(p, __builtin_return_address(0), true);
}

void __tsan_atomic_thread_fence(int order);
void
__tsan_atomic_thread_fence(int order)
{
    (void)order;
    __atomic_thread_fence(__ATOMIC_SEQ_CST);
}

void __tsan_atomic_signal_fence(int order);
void
__tsan_atomic_signal_fence(int order)
{
    (void)order;
}
