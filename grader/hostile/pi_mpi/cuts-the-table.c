// expect: MEMORY
// tries: truncates the table in which the grader sees what each rank does
#include "contract.h"

#include <fcntl.h>
#include <unistd.h>

int64_t pi_mpi(uint64_t seed, int64_t n, MPI_Comm comm) {
  (void)seed, (void)n, (void)comm;
  int fd = open("/table", O_RDWR | O_TRUNC);
  sleep(1);
  return fd;
}
