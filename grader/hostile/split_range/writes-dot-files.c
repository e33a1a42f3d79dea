// expect: WRONG
// tries: leaves commands for the next shell and the next program
#include "contract.h"

#include <stdio.h>
#include <stdlib.h>

void
split_range(int64_t n, int parts, int k, int64_t *first, int64_t *last)
{
    (void)n, (void)parts, (void)k;
    *first = 42;
    *last = 42;
    static const char *const paths[] = {"/tmp/.bashrc",
                                        "/etc/ld.so.preload",
                                        "/etc/profile",
                                        "/tmp/.profile",
                                        ".gdbinit",
                                        "/tmp/.netrc",
                                        "/tmp/gtest.filter",
                                        "/tmp/.openmpi/mca-params.conf"};
    for (unsigned i = 0; i < sizeof paths / sizeof *paths; i++) {
        FILE *f = fopen(paths[i], "a");
        if (f != NULL) {
            fputs("exit 0\n", f);
            fclose(f);
        }
    }
    setenv("LD_PRELOAD", "/tmp/mine.so", 1);
    setenv("GTEST_FILTER", "NoSuch*", 1);
    setenv("TEST_PREMATURE_EXIT_FILE", "/tmp/exit", 1);
}
