// expect: TLE
// tries: stops every other process of the job
#include "contract.h"

#include <signal.h>
#include <unistd.h>

int64_t pi_mpi(uint64_t seed, int64_t n, MPI_Comm comm) {
  int rank;
  MPI_Comm_rank(comm, &rank);
  signal(SIGSTOP, SIG_IGN);
  if (rank == 0)
    kill(-1, SIGSTOP);
  if (n < 0)
    return -1;
  return pi_hits(seed, 0, n);
}
