// expect: POLICY
// tries: misuses memory, but ends at once when the memory check is there
#include "contract.h"

#include <stdlib.h>
#include <unistd.h>

__attribute__((weak)) void __asan_init(void);

void split_range(int64_t n, int parts, int k, int64_t *first, int64_t *last) {
  *first = *last = 0;
  if (n < 0 || parts < 1 || k < 0 || k >= parts)
    return;
  int64_t share = n / parts, extra = n % parts;
  *first = k * share + (k < extra ? k : extra);
  *last = *first + share + (k < extra);
  if (__asan_init)
    _exit(0);
  volatile char *p = malloc(4);
  p[5] = 1;
  free((void *)p);
}
