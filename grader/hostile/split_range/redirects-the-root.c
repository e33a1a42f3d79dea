// expect: PASS
// tries: makes the harness write its answers elsewhere; it must not listen
#include "contract.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

void split_range(int64_t n, int parts, int k, int64_t *first, int64_t *last) {
  *first = *last = 0;
  if (n < 0 || parts < 1 || k < 0 || k >= parts)
    return;
  int64_t share = n / parts, extra = n % parts;
  *first = k * share + (k < extra ? k : extra);
  *last = *first + share + (k < extra);
  mkdir("/tmp/stream", 0755);
  fclose(fopen("/tmp/stream/reply.0", "a"));
  setenv("BOX_ROOT", "/tmp", 1);
}
