/*
 * contract.h - what the exercises of chapter 7 promise.
 *
 * Build them from mutexes, condition variables, semaphores and atomic
 * variables, of POSIX or of C11.  Write nothing to stdout, never end the
 * caller's process, and leave nothing behind: what a _new makes, its _free
 * gives back.  A thread that has to wait sleeps; it does not go round and
 * round, and it does not look again every so often.
 *
 * Unless it is said otherwise, any number of threads may call a function at
 * the same time, on the same object or on different ones.  A _free is
 * called by one thread, when no other one is in a call on the object or
 * will make one.
 */
#ifndef MANY_HANDS_CONTRACT_07_H
#define MANY_HANDS_CONTRACT_07_H

#include <stddef.h>
#include <stdint.h>

/*
 * bounded_queue - a queue of numbers that holds `cap` of them at most.  You
 * define struct bq.
 *
 * bq_new makes an empty queue; NULL if cap is 0 or something cannot be had.
 * bq_push puts x behind all others and returns 0; while the queue is full
 * it waits.  bq_pop takes the number that has been in the queue longest,
 * stores it in *x and returns 0; while the queue is empty it waits.
 * bq_close ends the pushing: from then on bq_push returns -1 and leaves the
 * queue as it is, those who wait in it included.  What is in the queue can
 * still be popped; when nothing is left, bq_pop returns -1, to those who
 * wait in it too.  Closing twice does no harm.
 * bq_free gives the queue back, whatever is still in it.
 *
 * bq_push returns -1 if q is NULL, bq_pop if q or x is; bq_close(NULL) and
 * bq_free(NULL) do nothing.
 */
struct bq;
struct bq *bq_new(size_t cap);
int bq_push(struct bq *q, int64_t x);
int bq_pop(struct bq *q, int64_t *x);
void bq_close(struct bq *q);
void bq_free(struct bq *q);

/*
 * thread_barrier - n threads wait for each other, as often as they like.
 * You define struct bar, without a barrier of POSIX in it.
 *
 * bar_wait returns when n threads have called it; then the next round
 * begins, with the same n threads, and a fast one may call it for the next
 * round before the others have returned from the last one.  In each round
 * one thread gets 1, whichever you like, and the others get 0.
 *
 * bar_new gives NULL if n < 1 or something cannot be had; bar_wait returns
 * -1 if b is NULL; bar_free(NULL) does nothing.
 */
struct bar;
struct bar *bar_new(int n);
int bar_wait(struct bar *b);
void bar_free(struct bar *b);

/*
 * thread_pool - nthreads threads that are made once and serve many loops.
 * You define struct tp.
 *
 * tp_for calls f(ctx, i) once for each i = 0 .. n-1, and returns 0 when all
 * the calls have returned.  The threads of the pool make the calls; whether
 * the caller's own thread helps them is left to you.  A thread takes one
 * index at a time, and takes the next when it is free: however long one
 * call lasts, the other threads do all the rest.  Up to nthreads calls of f
 * run at the same time.  What f has written can be read when tp_for has
 * returned.  n = 0 returns 0 at once.  tp_for makes no threads.
 *
 * tp_free ends the threads, joins them and gives everything back.
 *
 * tp_new gives NULL if nthreads < 1 or something cannot be had.  tp_for
 * returns -1 if p or f is NULL or n < 0; tp_free(NULL) does nothing.  One
 * thread at a time calls tp_for on a pool, and f does not call it.
 */
struct tp;
struct tp *tp_new(int nthreads);
int tp_for(struct tp *p, int64_t n, void (*f)(void *ctx, int64_t i),
           void *ctx);
void tp_free(struct tp *p);

/*
 * slots_alloc - n numbers, each alone on a 64-byte line of memory.
 *
 * Slot k lies *stride bytes behind slot k - 1, and slot 0 where the result
 * points to.  A line is 64 bytes that begin at a multiple of 64.  The line
 * that a slot lies on holds nothing else: no other slot, and no memory that
 * belongs to somebody else.  All values are 0.  The caller gives all of it
 * back by one call of free with the result.  At most 64 * n + 64 bytes are
 * asked for.
 *
 * Returns NULL if n < 1, if stride is NULL, or if there is no memory;
 * *stride may then be anything.
 */
struct slot {
    _Alignas(8) int64_t value;
};
struct slot *slots_alloc(int n, size_t *stride);

/*
 * histogram (bonus) - how often each value occurs: h[v] is the number of
 * i < n with p[i] == v.
 *
 * nthreads threads are made and count at the same time, each about as many
 * of the bytes (fewer threads will do if there are fewer bytes, and the
 * caller's own thread may be one of them).  What h held before does not
 * matter.  If nthreads < 1, or p is NULL though n > 0, all of h becomes 0.
 * If a thread cannot be had, the counts are right all the same.
 */
void histogram(const uint8_t *p, size_t n, int nthreads, uint64_t h[256]);

#endif
