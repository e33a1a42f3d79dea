// expect: OLE
// tries: makes empty files without end
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
  for (long i = 0;; i++) {
    char path[40];
    snprintf(path, sizeof path, "/tmp/%ld", i);
    int fd = open(path, O_CREAT | O_WRONLY, 0600);
    if (fd >= 0)
      close(fd);
  }
}
