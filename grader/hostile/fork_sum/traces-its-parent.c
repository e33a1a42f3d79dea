// expect: POLICY
// tries: lets the child write into the memory of its parent
#include "contract.h"

#include <fcntl.h>
#include <stdio.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

int64_t fork_sum(const int32_t *v, size_t n) {
  static volatile int64_t sum;
  pid_t parent = getpid(), child = fork();
  if (child == 0) {
    int64_t s = 0;
    for (size_t i = 0; i < n; i++)
      s += v[i];
    struct iovec mine = {&s, sizeof s}, its = {(void *)&sum, sizeof s};
    process_vm_writev(parent, &mine, 1, &its, 1, 0);
    _exit(0);
  }
  waitpid(child, NULL, 0);
  return sum;
}
