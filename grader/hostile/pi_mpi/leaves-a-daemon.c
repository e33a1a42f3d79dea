// expect: ORPHAN
// tries: leaves a process in a session of its own behind
#include "contract.h"

#include <unistd.h>

int64_t pi_mpi(uint64_t seed, int64_t n, MPI_Comm comm) {
  int rank;
  MPI_Comm_rank(comm, &rank);
  if (rank == 0 && fork() == 0) {
    setsid();
    for (;;)
      pause();
  }
  if (n < 0)
    return -1;
  return pi_hits(seed, 0, n);
}
