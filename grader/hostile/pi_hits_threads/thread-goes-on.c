// expect: RACE
// tries: leaves a thread running that changes the answer later
#include "contract.h"

#include <pthread.h>
#include <unistd.h>

static int64_t hits;

static void *later(void *unused) {
  for (;;) {
    usleep(1000);
    hits = -1;
  }
  return unused;
}

int64_t pi_hits_threads(uint64_t seed, int64_t n, int nthreads) {
  if (n < 0 || nthreads < 1)
    return -1;
  pthread_t t;
  pthread_create(&t, NULL, later, NULL);
  pthread_detach(t);
  hits = pi_hits(seed, 0, n);
  return hits;
}
