// expect: WRONG
// tries: writes zeros, escapes and marks of other formats to stdout
#include "contract.h"

#include <stdio.h>

void split_range(int64_t n, int parts, int k, int64_t *first, int64_t *last) {
  *first = *last = 0;
  if (n < 0 || parts < 1 || k < 0 || k >= parts)
    return;
  int64_t share = n / parts, extra = n % parts;
  *first = k * share + (k < extra ? k : extra);
  *last = *first + share + (k < extra);
  static const char text[] =
      "\0\x1b[2J\xff\xfe]]></testsuite><script>alert(1)</script>\r\n"
      "::notice title=x::PASS\n{\"score\": 10}\n[case 1]\n[case 1]\n";
  fwrite(text, 1, sizeof text, stdout);
}
