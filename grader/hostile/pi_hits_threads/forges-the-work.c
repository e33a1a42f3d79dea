// expect: SERIAL
// tries: computes alone and writes the calls of others into the shared work
// counter
#include "contract.h"

#include <stdio.h>
#include <string.h>

/* The counter's page is shared memory without a name, and small. */
static int64_t *find(uint64_t seed, int64_t n) {
  char line[500], mode[8];
  unsigned long low, high;
  int64_t *found = NULL;
  FILE *f = fopen("/proc/self/maps", "r");
  while (f != NULL && found == NULL && fgets(line, sizeof line, f) != NULL)
    if (sscanf(line, "%lx-%lx %7s", &low, &high, mode) == 3 && mode[3] == 's' &&
        high - low <= 1 << 20)
      for (int64_t *p = (int64_t *)low; p + 4 < (int64_t *)high; p++)
        if (p[1] == (int64_t)seed && p[2] == 0 && p[3] == n) {
          found = p;
          break;
        }
  if (f != NULL)
    fclose(f);
  return found;
}

int64_t pi_hits_threads(uint64_t seed, int64_t n, int nthreads) {
  if (n < 0 || nthreads < 1)
    return -1;
  int64_t hits = pi_hits(seed, 0, n), *log = find(seed, n);
  int *head = (int *)log;
  for (int k = 0; log != NULL && k < nthreads; k++) {
    log[4 * k] = k;
    log[4 * k + 1] = (int64_t)seed;
    log[4 * k + 2] = n / nthreads * k;
    log[4 * k + 3] = k + 1 < nthreads ? n / nthreads * (k + 1) : n;
  }
  for (int i = 1; log != NULL && i < 400; i++)
    if (head[-i] == 1) {
      head[-i] = nthreads;
    }
  return hits;
}
