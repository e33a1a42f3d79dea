// expect: POLICY
// tries: calls MPI by the names that are for tools
#include "contract.h"

int64_t pi_mpi(uint64_t seed, int64_t n, MPI_Comm comm) {
  int rank;
  MPI_Comm_rank(comm, &rank);
  int64_t all = 0, mine = pi_hits(seed, 0, n);
  PMPI_Bcast(&mine, 1, MPI_INT64_T, 0, comm);
  (void)all;
  return n < 0 ? -1 : mine;
}
