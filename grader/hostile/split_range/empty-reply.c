// expect: TAMPER
// tries: writes an empty line into the pipe of the answers
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
  int fd = open("/stream/reply.0", O_WRONLY);
  *first += write(fd, "\n", 1) < 1;
  close(fd);
}
