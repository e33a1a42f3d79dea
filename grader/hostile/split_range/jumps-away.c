// expect: MEMORY
// tries: jumps into a context that is gone
#include "contract.h"

#include <setjmp.h>

static jmp_buf there;

__attribute__((noinline)) static int mark(void) { return setjmp(there); }

void split_range(int64_t n, int parts, int k, int64_t *first, int64_t *last) {
  *first = *last = 0;
  if (n < 0 || parts < 1 || k < 0 || k >= parts)
    return;
  int64_t share = n / parts, extra = n % parts;
  *first = k * share + (k < extra ? k : extra);
  *last = *first + share + (k < extra);
  static int back;
  mark();
  if (back++ < 3)
    longjmp(there, 1);
  *first = 7;
}
