// expect: WRONG
// tries: writes a result wherever a grader might look for one
#include "contract.h"

#include <stdio.h>
#include <stdlib.h>

void
split_range(int64_t n, int parts, int k, int64_t *first, int64_t *last)
{
    (void)n, (void)parts, (void)k;
    *first = 42;
    *last = 42;
    static const char *const paths[] = {"results.json",
                                        "/mnt/0/build/grade/results.json",
                                        "report.json",
                                        "/autograder/results/results.json",
                                        "build/grade/results.json",
                                        "/tmp/results.json",
                                        "/probe/report.json",
                                        "test_detail.xml",
                                        "/proc/1/cwd/results.json"};
    for (unsigned i = 0; i < sizeof paths / sizeof *paths; i++) {
        FILE *f = fopen(paths[i], "w");
        if (f != NULL) {
            fputs("{\"schema\": \"many-hands/grade/1\", \"score\": 10}", f);
            fclose(f);
        }
    }
}
