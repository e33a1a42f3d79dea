/* speedup_laws.c - probe: one law for each question. */
#include "contract.h"
#include "probe_alone.h"

enum law { AMDAHL, GUSTAFSON, KARP_FLATT };

void
probe_case(void)
{
    enum law law = (enum law)ask_i64();
    double x = ask_double();
    int p = (int)ask_i64();
    say_double(law == AMDAHL      ? amdahl(x, p)
               : law == GUSTAFSON ? gustafson(x, p)
                                  : karp_flatt(x, p));
}
