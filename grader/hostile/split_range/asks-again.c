// expect: DEADLOCK
// tries: reads the pipe of the questions, which is empty by now
#include "contract.h"

#include <fcntl.h>
#include <unistd.h>

void split_range(int64_t n, int parts, int k, int64_t *first, int64_t *last) {
  *first = *last = 0;
  if (n < 0 || parts < 1 || k < 0 || k >= parts)
    return;
  int64_t share = n / parts, extra = n % parts;
  *first = k * share + (k < extra ? k : extra);
  *last = *first + share + (k < extra);
  char byte;
  int fd = open("/stream/request.0", O_RDONLY);
  *first += read(fd, &byte, 1);
}
