/* bind_plan.c - probe: one plan a question, in memory of exactly its size.
 */
#include "contract.h"
#include "probe_alone.h"

#include <stdlib.h>

enum { UNTOUCHED = -77, FIELDS = 4 };

/* nodes, sockets, cores, ranks, threads, and whether out is null. */
void
probe_case(void)
{
    int v[5];
    for (int i = 0; i < 5; i++)
        v[i] = (int)ask_i64();
    int null = (int)ask_i64();
    size_t n = v[3] > 0 ? (size_t)v[3] : 0;
    struct place *out = malloc((n + !n) * sizeof *out);
    int64_t *said = malloc((n + !n) * FIELDS * sizeof *said);
    if (out == NULL || said == NULL)
        abort();
    for (size_t r = 0; r < n; r++)
        out[r] = (struct place){UNTOUCHED, UNTOUCHED, UNTOUCHED, UNTOUCHED};
    say_i64(bind_plan(v[0], v[1], v[2], v[3], v[4], null ? NULL : out));
    for (size_t r = 0; r < n; r++) {
        int64_t *place = said + FIELDS * r;
        place[0] = out[r].node;
        place[1] = out[r].socket;
        place[2] = out[r].first_core;
        place[3] = out[r].ncores;
    }
    say_i64s(said, FIELDS * n);
    free(said);
    free(out);
}
