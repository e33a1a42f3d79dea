// expect: TLE
// tries: fills /dev/shm with many small files
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
  static char block[1 << 20];
  int full = 0;
  for (int i = 0; i < 100 && !full; i++) {
    char path[40];
    snprintf(path, sizeof path, "/dev/shm/%d", i);
    int fd = open(path, O_CREAT | O_WRONLY, 0600);
    full = fd < 0 || write(fd, block, sizeof block) < 1;
    if (fd >= 0)
      close(fd);
  }
  *first = -full;
}
