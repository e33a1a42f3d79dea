// expect: POLICY
// tries: keeps memory in files that have no name, where no process seems to use
// it
#include "contract.h"

#include <sys/mman.h>
#include <unistd.h>

void split_range(int64_t n, int parts, int k, int64_t *first, int64_t *last) {
  *first = *last = 0;
  if (n < 0 || parts < 1 || k < 0 || k >= parts)
    return;
  int64_t share = n / parts, extra = n % parts;
  *first = k * share + (k < extra ? k : extra);
  *last = *first + share + (k < extra);
  static char block[1 << 20];
  for (int f = 0; f < 48; f++) {
    int fd = memfd_create("x", 0);
    for (int i = 0; fd >= 0 && i < 15; i++)
      if (write(fd, block, sizeof block) < 0)
        break;
    *first += fd < 0;
  }
}
