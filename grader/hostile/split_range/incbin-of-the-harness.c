// expect: POLICY
// tries: takes the grader's own object file into the program
#include "contract.h"

extern const char taken[];
__asm__(".data\ntaken: .inc"
        "bin \"/objects/split_range.o\"\n.text");

void split_range(int64_t n, int parts, int k, int64_t *first, int64_t *last) {
  *first = *last = 0;
  if (n < 0 || parts < 1 || k < 0 || k >= parts)
    return;
  int64_t share = n / parts, extra = n % parts;
  *first = k * share + (k < extra ? k : extra);
  *last = *first + share + (k < extra);
}
