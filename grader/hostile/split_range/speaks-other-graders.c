// expect: WRONG
// tries: writes what other graders take for a result
#include "contract.h"

#include <stdio.h>

void
split_range(int64_t n, int parts, int k, int64_t *first, int64_t *last)
{
    (void)n, (void)parts, (void)k;
    *first = 42;
    *last = 42;
    puts("::notice title=Autograding "
         "report::{\"totalPoints\":100,\"maxPoints\":100}");
    puts("test_split_range.c:1:test_all:PASS");
    puts("{\"schema\": \"many-hands/grade/1\", \"score\": 10, "
         "\"max_score\": 10}");
    fputs("[  PASSED  ] 3 tests.\n", stderr);
}
