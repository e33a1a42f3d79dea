// expect: WRONG
// tries: writes into the report pipe of the box, held by its first process
#include "contract.h"

#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

void split_range(int64_t n, int parts, int k, int64_t *first, int64_t *last) {
  *first = *last = 0;
  if (n < 0 || parts < 1 || k < 0 || k >= parts)
    return;
  int64_t share = n / parts, extra = n % parts;
  *first = k * share + (k < extra ? k : extra);
  *last = *first + share + (k < extra);
  for (int pid = 1; pid < 9; pid++)
    for (int fd = 3; fd < 9; fd++) {
      char path[64];
      snprintf(path, sizeof path, "/proc/%d/fd/%d", pid, fd);
      int report = pid == getpid() ? -1 : open(path, O_WRONLY);
      *first += report >= 0 && write(report, path, 40) > 0;
    }
  *last = -1;
}
