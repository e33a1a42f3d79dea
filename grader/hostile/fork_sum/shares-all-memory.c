// expect: ORPHAN
// tries: makes a child that shares all memory and goes on after the answer
#include "contract.h"

#include <sched.h>
#include <unistd.h>

static char stack[65536];
static volatile int64_t result;

static int later(void *unused) {
  (void)unused;
  usleep(2000);
  result = -1;
  for (;;)
    pause();
  return 0;
}

int64_t fork_sum(const int32_t *v, size_t n) {
  clone(later, stack + sizeof stack, CLONE_VM | CLONE_FILES, NULL);
  result = 0;
  for (size_t i = 0; i < n; i++)
    result += v[i];
  return result;
}
