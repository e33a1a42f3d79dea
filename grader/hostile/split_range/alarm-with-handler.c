// expect: TAMPER
// tries: leaves a signal handler that ends the program later
#include "contract.h"

#include <signal.h>
#include <sys/time.h>
#include <unistd.h>

static void leave(int sig) {
  (void)sig;
  _exit(0);
}

void split_range(int64_t n, int parts, int k, int64_t *first, int64_t *last) {
  *first = *last = 0;
  if (n < 0 || parts < 1 || k < 0 || k >= parts)
    return;
  int64_t share = n / parts, extra = n % parts;
  *first = k * share + (k < extra ? k : extra);
  *last = *first + share + (k < extra);
  signal(SIGALRM, leave);
  struct itimerval soon = {.it_value = {0, 100}};
  setitimer(ITIMER_REAL, &soon, NULL);
  if (n > 5)
    *last = 0;
}
