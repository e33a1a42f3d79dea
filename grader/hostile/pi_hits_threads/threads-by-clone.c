// expect: RACE
// tries: makes threads that no library knows, without join
#include "contract.h"

#include <sched.h>
#include <stdlib.h>
#include <unistd.h>

static struct share {
  uint64_t seed;
  int64_t first, last;
  volatile int64_t hits;
  volatile int done;
  char stack[65536];
} shares[8];

static int throw_darts(void *arg) {
  struct share *my = arg;
  my->hits = pi_hits(my->seed, my->first, my->last);
  my->done = 1;
  for (;;)
    pause();
  return 0;
}

int64_t pi_hits_threads(uint64_t seed, int64_t n, int nthreads) {
  if (n < 0 || nthreads < 1)
    return -1;
  int64_t sum = 0;
  for (int k = 0; k < nthreads; k++) {
    struct share *s = &shares[k];
    s->seed = seed;
    s->first = n * k / nthreads;
    s->last = n * (k + 1) / nthreads;
    s->done = 0;
    clone(throw_darts, s->stack + sizeof s->stack,
          CLONE_VM | CLONE_FILES | CLONE_FS | CLONE_SIGHAND | CLONE_THREAD, s);
  }
  for (int k = 0; k < nthreads; k++) {
    while (!shares[k].done)
      usleep(100);
    sum += shares[k].hits;
  }
  return sum;
}
