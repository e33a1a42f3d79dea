/* scaling_table.c - probe: the rows, and whether the runs were changed. */
#include "contract.h"
#include "probe_alone.h"

#include <stdlib.h>
#include <string.h>

enum null { NO_NULL, NULL_RUNS, NULL_ROWS };

/* Exactly as large as promised: AddressSanitizer guards the ends. malloc(0)
 * may return a null pointer, which the contract allows with n = 0. */
static void *
room(int n, size_t size)
{
    void *p = n > 0 ? malloc((size_t)n * size) : NULL;
    if (n > 0 && p == NULL)
        abort();
    return p;
}

/* The kind, n, what is NULL, and the values of max(n, 0) runs. */
void
probe_case(void)
{
    enum scaling kind = (enum scaling)ask_i64();
    int n = (int)ask_i64(), some = n > 0 ? n : 0;
    enum null null = (enum null)ask_i64();
    struct run *r = room(some, sizeof *r), *copy = room(some, sizeof *r);
    struct row *out = room(some, sizeof *out);
    for (int i = 0; i < some; i++) {
        r[i].p = (int)ask_i64();
        r[i].seconds = ask_double();
        copy[i] = r[i];
        out[i] = (struct row){-77, -77, -77, -77};
    }
    say_i64(scaling_table(null == NULL_RUNS ? NULL : r, n, kind,
                          null == NULL_ROWS ? NULL : out));
    bool kept = true;
    for (int i = 0; i < some; i++)
        kept = kept && r[i].p == copy[i].p &&
               memcmp(&r[i].seconds, &copy[i].seconds,
                      sizeof copy[i].seconds) == 0;
    say_i64(kept);
    for (int i = 0; i < some; i++) {
        say_i64(out[i].p);
        say_double(out[i].seconds);
        say_double(out[i].speedup);
        say_double(out[i].efficiency);
    }
    free(r);
    free(copy);
    free(out);
}
