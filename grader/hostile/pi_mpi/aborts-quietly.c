// expect: CRASH
// tries: ends all ranks with the status of success
#include "contract.h"

int64_t pi_mpi(uint64_t seed, int64_t n, MPI_Comm comm) {
  int rank;
  MPI_Comm_rank(comm, &rank);
  if (n >= 0)
    MPI_Abort(MPI_COMM_WORLD, 0);
  if (n < 0)
    return -1;
  return pi_hits(seed, 0, n);
}
