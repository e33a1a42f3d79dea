// expect: WRONG
// tries: says that it has written two thousand million bytes
#include "contract.h"

int hello_line(MPI_Comm comm, char *buf, size_t len) {
  (void)comm, (void)buf, (void)len;
  return 2147483647;
}
