// expect: RACE
// tries: closes stderr and leaves from an atexit handler, before the detector
// speaks
#include "contract.h"

#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

static void leave(void) { _exit(0); }

static int64_t total;
static struct share {
  uint64_t seed;
  int64_t first, last;
} shares[64];

static void add(int64_t hits) { total += hits; }

static void *throw_darts(void *arg) {
  struct share *my = arg;
  add(pi_hits(my->seed, my->first, my->last));
  return NULL;
}

int64_t pi_hits_threads(uint64_t seed, int64_t n, int nthreads) {
  if (n < 0 || nthreads < 1)
    return -1;
  static int once;
  if (once++ == 0)
    atexit(leave);
  close(2);
  pthread_t t[64];
  total = 0;
  for (int k = 0; k < nthreads; k++) {
    shares[k].seed = seed;
    shares[k].first = n * k / nthreads;
    shares[k].last = n * (k + 1) / nthreads;
    pthread_create(&t[k], NULL, throw_darts, &shares[k]);
  }
  for (int k = 0; k < nthreads; k++)
    pthread_join(t[k], NULL);
  return total;
}
