// expect: LEAK
// tries: loses memory and leaves from an atexit handler, before leaks are
// counted
#include "contract.h"

#include <stdlib.h>
#include <unistd.h>

static void leave(void) { _exit(0); }

void split_range(int64_t n, int parts, int k, int64_t *first, int64_t *last) {
  *first = *last = 0;
  if (n < 0 || parts < 1 || k < 0 || k >= parts)
    return;
  int64_t share = n / parts, extra = n % parts;
  *first = k * share + (k < extra ? k : extra);
  *last = *first + share + (k < extra);
  static void *volatile lost;
  static int once;
  if (once++ == 0)
    atexit(leave);
  lost = malloc(1000);
  lost = NULL;
}
