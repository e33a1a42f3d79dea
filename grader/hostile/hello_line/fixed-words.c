// expect: WRONG
// tries: one line for all ranks, found in the question
#include "contract.h"

#include <stdio.h>
#include <string.h>

int hello_line(MPI_Comm comm, char *buf, size_t len) {
  (void)comm;
  if (buf == NULL || len == 0)
    return -1;
  return snprintf(buf, len, "Hello! I am rank 0 in group of 1 processes.");
}
