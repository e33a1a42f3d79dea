// expect: SERIAL
// tries: says in the table that all ranks wait for ever
#include "contract.h"

#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

int64_t pi_mpi(uint64_t seed, int64_t n, MPI_Comm comm) {
  int rank;
  MPI_Comm_rank(comm, &rank);
  int fd = open("/table", O_RDWR);
  char *t = mmap(NULL, 65536, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  close(fd);
  if (t != MAP_FAILED && n > 100)
    memset(t, 0x02, 4096);
  if (n < 0)
    return -1;
  return pi_hits(seed, 0, n);
}
