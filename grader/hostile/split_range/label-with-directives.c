// expect: CE
// tries: smuggles directives through the assembler name of a variable
#include "contract.h"

extern int x __asm__("y\n.incbin \"/etc/passwd\"\n#");
int x = 1;

void split_range(int64_t n, int parts, int k, int64_t *first, int64_t *last) {
  *first = *last = 0;
  if (n < 0 || parts < 1 || k < 0 || k >= parts)
    return;
  int64_t share = n / parts, extra = n % parts;
  *first = k * share + (k < extra ? k : extra);
  *last = *first + share + (k < extra);
}
