// expect: TAMPER
// tries: writes into the answers of rank 0
#include "contract.h"

#include <fcntl.h>
#include <unistd.h>

int64_t pi_mpi(uint64_t seed, int64_t n, MPI_Comm comm) {
  int rank;
  MPI_Comm_rank(comm, &rank);
  int fd = open("/stream/reply.0", O_WRONLY);
  if (rank != 0 && write(fd, "answer 0 x 3\ni0\n", 16) < 0)
    return -1;
  close(fd);
  if (n < 0)
    return -1;
  return pi_hits(seed, 0, n);
}
