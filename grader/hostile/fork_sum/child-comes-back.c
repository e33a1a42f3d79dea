// expect: TAMPER
// tries: lets the child return and end the program well
#include "contract.h"

#include <stdlib.h>
#include <unistd.h>

int64_t fork_sum(const int32_t *v, size_t n) {
  int64_t sum = 0;
  for (size_t i = 0; i < n; i++)
    sum += v[i];
  if (fork() == 0)
    return sum;
  exit(0);
}
