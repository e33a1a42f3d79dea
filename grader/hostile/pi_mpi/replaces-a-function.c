// expect: POLICY
// tries: defines the call it makes itself
#include "contract.h"

int MPI_Allreduce(const void *s, void *r, int n, MPI_Datatype t, MPI_Op o,
                  MPI_Comm c) {
  (void)s, (void)r, (void)n, (void)t, (void)o, (void)c;
  return 0;
}

int64_t pi_mpi(uint64_t seed, int64_t n, MPI_Comm comm) {
  int rank;
  MPI_Comm_rank(comm, &rank);
  if (n < 0)
    return -1;
  return pi_hits(seed, 0, n);
}
