/*
 * race_atomic.c - C11 atomics and fences.
 *
 * A store with release order leaves the thread's clock at the variable, a
 * load with acquire order takes it over.  With relaxed order they do so
 * only together with a fence: before the store, after the load.  A relaxed
 * store does not end what an earlier release began; the standard is
 * stricter, but this never accuses a right program.
 */
#include "race.h"

#include <string.h>

static bool
acquires(int order)
{
    return order == __ATOMIC_ACQUIRE || order == __ATOMIC_CONSUME ||
           order == __ATOMIC_ACQ_REL || order == __ATOMIC_SEQ_CST;
}

static bool
releases(int order)
{
    return order == __ATOMIC_RELEASE || order == __ATOMIC_ACQ_REL ||
           order == __ATOMIC_SEQ_CST;
}

static void
merge(struct clock *into, const struct clock *from)
{
    for (int i = 0; i < MAX_ROWS; i++)
        if (from->at[i] > into->at[i])
            into->at[i] = from->at[i];
}

static void
touch(uintptr_t p, size_t size, bool writes, uintptr_t pc)
{
    race_touch(p, size, ATOMIC | (writes ? WRITES : READS), pc);
}

/* The variable's entry, locked, so that the access and what it orders are
 * one step; NULL when nothing is to be ordered. */
static struct sync *
begin(uintptr_t p)
{
    if (race_row() == NULL || race->live < 2)
        return NULL;
    race_inside++;
    return race_sync(race_key(p));
}

static void
end(struct sync *s, bool loads, bool stores, int order)
{
    if (s == NULL)
        return;
    struct row *me = race_me;
    struct clock *now = &me->now;
    if (loads && acquires(order))
        merge(now, &s->clock);
    else if (loads)
        merge(&me->fence_acquired, &s->clock);
    if (stores && releases(order))
        merge(&s->clock, now);
    else if (stores && me->has_fence)
        merge(&s->clock, &me->fence_released);
    race_unlock(&s->lock);
    if (stores && releases(order))
        now->at[me - race->row]++;
    race_inside--;
}

static void
fence(int order)
{
    struct row *me = race_row();
    __atomic_thread_fence(__ATOMIC_SEQ_CST);
    if (me == NULL || race->live < 2)
        return;
    if (acquires(order))
        merge(&me->now, &me->fence_acquired);
    if (order == __ATOMIC_SEQ_CST) {
        race_inside++;
        race_acquire(1); /* one order of all such fences */
        race_release_merge(1);
        race_inside--;
    }
    if (releases(order)) {
        me->fence_released = me->now;
        me->has_fence = 1;
        me->now.at[me - race->row]++;
    }
}

#define LOAD(bits, type)                                                   \
    EXPORT type __tsan_atomic##bits##_load(const volatile type *, int);    \
    type __tsan_atomic##bits##_load(const volatile type *p, int order)     \
    {                                                                      \
        touch((uintptr_t)p, sizeof *p, false, CALLER);                     \
        struct sync *s = begin((uintptr_t)p);                              \
        type value = __atomic_load_n(p, __ATOMIC_SEQ_CST);                 \
        end(s, true, false, order);                                        \
        return value;                                                      \
    }

#define STORE(bits, type)                                                  \
    EXPORT void __tsan_atomic##bits##_store(volatile type *, type, int);   \
    void __tsan_atomic##bits##_store(volatile type *p, type v, int order)  \
    {                                                                      \
        touch((uintptr_t)p, sizeof *p, true, CALLER);                      \
        struct sync *s = begin((uintptr_t)p);                              \
        __atomic_store_n(p, v, __ATOMIC_SEQ_CST);                          \
        end(s, false, true, order);                                        \
    }

#define UPDATE(bits, type, name, real)                                     \
    EXPORT type __tsan_atomic##bits##_##name(volatile type *, type, int);  \
    type __tsan_atomic##bits##_##name(volatile type *p, type v, int order) \
    {                                                                      \
        touch((uintptr_t)p, sizeof *p, true, CALLER);                      \
        struct sync *s = begin((uintptr_t)p);                              \
        type old = real(p, v, __ATOMIC_SEQ_CST);                           \
        end(s, true, true, order);                                         \
        return old;                                                        \
    }

#define COMPARE(bits, type, name)                                          \
    EXPORT int __tsan_atomic##bits##_compare_exchange_##name(              \
        volatile type *, type *, type, int, int);                          \
    int __tsan_atomic##bits##_compare_exchange_##name(                     \
        volatile type *p, type *old, type v, int order, int failed)        \
    {                                                                      \
        touch((uintptr_t)p, sizeof *p, true, CALLER);                      \
        struct sync *s = begin((uintptr_t)p);                              \
        int done = __atomic_compare_exchange_n(                            \
            p, old, v, 0, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST);             \
        end(s, true, done, done ? order : failed);                         \
        return done;                                                       \
    }

#define COMPARE_VALUE(bits, type)                                          \
    EXPORT type __tsan_atomic##bits##_compare_exchange_val(                \
        volatile type *, type, type, int, int);                            \
    type __tsan_atomic##bits##_compare_exchange_val(                       \
        volatile type *p, type old, type v, int order, int failed)         \
    {                                                                      \
        touch((uintptr_t)p, sizeof *p, true, CALLER);                      \
        struct sync *s = begin((uintptr_t)p);                              \
        int done = __atomic_compare_exchange_n(                            \
            p, &old, v, 0, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST);            \
        end(s, true, done, done ? order : failed);                         \
        return old;                                                        \
    }

#define ATOMICS(bits, type)                                                \
    LOAD(bits, type)                                                       \
    STORE(bits, type)                                                      \
    UPDATE(bits, type, exchange, __atomic_exchange_n)                      \
    UPDATE(bits, type, fetch_add, __atomic_fetch_add)                      \
    UPDATE(bits, type, fetch_sub, __atomic_fetch_sub)                      \
    UPDATE(bits, type, fetch_and, __atomic_fetch_and)                      \
    UPDATE(bits, type, fetch_or, __atomic_fetch_or)                        \
    UPDATE(bits, type, fetch_xor, __atomic_fetch_xor)                      \
    UPDATE(bits, type, fetch_nand, __atomic_fetch_nand)                    \
    COMPARE(bits, type, strong)                                            \
    COMPARE(bits, type, weak)                                              \
    COMPARE_VALUE(bits, type)

ATOMICS(8, uint8_t)
ATOMICS(16, uint16_t)
ATOMICS(32, uint32_t)
ATOMICS(64, uint64_t)

EXPORT void __tsan_atomic_thread_fence(int order);
void
__tsan_atomic_thread_fence(int order)
{
    fence(order);
}

EXPORT void __tsan_atomic_signal_fence(int order);
void
__tsan_atomic_signal_fence(int order)
{
    (void)order;
}
