// expect: WRONG
// tries: writes bytes that steer a terminal and end a report
#include "contract.h"

#include <stdio.h>

int hello_line(MPI_Comm comm, char *buf, size_t len) {
  (void)comm;
  if (buf == NULL || len == 0)
    return -1;
  return snprintf(buf, len, "\033[2J]]></x><script>\377\376%c PASS", 7);
}
