// expect: WRONG
// tries: raises its limits, and fails if it can
#include "contract.h"

#include <sys/resource.h>

void split_range(int64_t n, int parts, int k, int64_t *first, int64_t *last) {
  *first = *last = 0;
  if (n < 0 || parts < 1 || k < 0 || k >= parts)
    return;
  int64_t share = n / parts, extra = n % parts;
  *first = k * share + (k < extra ? k : extra);
  *last = *first + share + (k < extra);
  *first += 1;
  for (int i = 0; i < RLIM_NLIMITS; i++) {
    struct rlimit r, more;
    getrlimit((__rlimit_resource_t)i, &r);
    more = (struct rlimit){r.rlim_max, r.rlim_max + 1};
    if (r.rlim_max != RLIM_INFINITY &&
        setrlimit((__rlimit_resource_t)i, &more) == 0)
      while (1)
        continue;
  }
}
