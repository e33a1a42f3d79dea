// expect: PASS
// tries: fails if it sees a process of somebody else
#include "contract.h"

#include <dirent.h>
#include <stdlib.h>

void split_range(int64_t n, int parts, int k, int64_t *first, int64_t *last) {
  *first = *last = 0;
  if (n < 0 || parts < 1 || k < 0 || k >= parts)
    return;
  int64_t share = n / parts, extra = n % parts;
  *first = k * share + (k < extra ? k : extra);
  *last = *first + share + (k < extra);
  DIR *d = opendir("/proc");
  int seen = 0;
  for (struct dirent *e; d != NULL && (e = readdir(d)) != NULL;)
    seen += atoi(e->d_name) > 0;
  if (d != NULL)
    closedir(d);
  *last += seen > 4;
}
