// expect: POLICY
// tries: makes main an alias of its own function
#include "contract.h"

static int mine(void) { return 0; }
int main(void) __attribute__((alias("mine")));

void split_range(int64_t n, int parts, int k, int64_t *first, int64_t *last) {
  *first = *last = 0;
  if (n < 0 || parts < 1 || k < 0 || k >= parts)
    return;
  int64_t share = n / parts, extra = n % parts;
  *first = k * share + (k < extra ? k : extra);
  *last = *first + share + (k < extra);
}
