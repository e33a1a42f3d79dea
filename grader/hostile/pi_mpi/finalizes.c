// expect: CRASH
// tries: ends MPI before the harness does
#include "contract.h"

int64_t pi_mpi(uint64_t seed, int64_t n, MPI_Comm comm) {
  int rank;
  MPI_Comm_rank(comm, &rank);
  MPI_Finalize();
  if (n < 0)
    return -1;
  return pi_hits(seed, 0, n);
}
