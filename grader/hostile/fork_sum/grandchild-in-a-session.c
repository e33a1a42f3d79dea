// expect: ORPHAN
// tries: leaves a grandchild in a session of its own
#include "contract.h"

#include <sys/wait.h>
#include <unistd.h>

int64_t fork_sum(const int32_t *v, size_t n) {
  pid_t child = fork();
  if (child == 0) {
    setsid();
    if (fork() == 0)
      for (;;)
        pause();
    _exit(0);
  }
  int64_t sum = 0;
  for (size_t i = 0; i < n; i++)
    sum += v[i];
  waitpid(child, NULL, 0);
  return sum;
}
