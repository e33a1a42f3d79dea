// expect: ORPHAN
// tries: lets the kernel forget its children while they run
#include "contract.h"

#include <signal.h>
#include <unistd.h>

int64_t fork_sum(const int32_t *v, size_t n) {
  signal(SIGCHLD, SIG_IGN);
  int64_t sum = 0;
  for (size_t i = 0; i < n; i++)
    sum += v[i];
  if (fork() == 0) {
    sleep(30);
    _exit(0);
  }
  return sum;
}
