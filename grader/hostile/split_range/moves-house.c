// expect: PASS
// tries: changes folder, umask, environment and locale
#include "contract.h"

#include <locale.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

void split_range(int64_t n, int parts, int k, int64_t *first, int64_t *last) {
  *first = *last = 0;
  if (n < 0 || parts < 1 || k < 0 || k >= parts)
    return;
  int64_t share = n / parts, extra = n % parts;
  *first = k * share + (k < extra ? k : extra);
  *last = *first + share + (k < extra);
  clearenv();
  umask(0777);
  setlocale(LC_ALL, "");
  if (chdir("/") == -1)
    *first = -1;
}
