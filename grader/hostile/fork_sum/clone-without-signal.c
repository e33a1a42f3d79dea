// expect: ORPHAN
// tries: leaves a child that no ordinary wait can see
#include "contract.h"

#include <sched.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

static char stack[65536];

static int linger(void *unused) {
  (void)unused;
  usleep(300000);
  return 0;
}

int64_t fork_sum(const int32_t *v, size_t n) {
  clone(linger, stack + sizeof stack, 0, NULL);
  pid_t child = fork();
  if (child == 0)
    _exit(0);
  int64_t sum = 0;
  for (size_t i = 0; i < n; i++)
    sum += v[i];
  waitpid(child, NULL, 0);
  return sum;
}
