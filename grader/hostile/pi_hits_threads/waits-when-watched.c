// expect: RACE
// tries: stands still when the race detector is there
#include "contract.h"

#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

#include <stdio.h>
#include <string.h>

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
  char line[500];
  FILE *f = fopen("/proc/self/maps", "r");
  while (f != NULL && fgets(line, sizeof line, f) != NULL)
    if (strstr(line, "libtsan") != NULL)
      pause();
  if (f != NULL)
    fclose(f);
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
