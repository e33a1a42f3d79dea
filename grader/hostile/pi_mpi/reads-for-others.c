// expect: SERIAL
// tries: takes the questions of the other ranks out of their pipes
#include "contract.h"

#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

int64_t pi_mpi(uint64_t seed, int64_t n, MPI_Comm comm) {
  int rank;
  MPI_Comm_rank(comm, &rank);
  char path[40], block[4096];
  for (int r = 0; r < 8; r++) {
    snprintf(path, sizeof path, "/stream/request.%d", r);
    int fd = r == rank ? -1 : open(path, O_RDONLY | O_NONBLOCK);
    while (fd >= 0 && read(fd, block, sizeof block) > 0)
      continue;
  }
  if (n < 0)
    return -1;
  return pi_hits(seed, 0, n);
}
