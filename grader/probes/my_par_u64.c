/* my_par_u64.c - probe: numbers of one stream, in the order asked for. */
#include "contract.h"
#include "probe.h"

enum { MAX_NUMBERS = 1000 };

void
probe_case(void)
{
    static int64_t numbers[MAX_NUMBERS];
    uint64_t seed = (uint64_t)ask_i64();
    size_t n;
    int64_t *places = ask_i64s(&n);
    n = n < MAX_NUMBERS ? n : MAX_NUMBERS;
    work_start(0);
    for (size_t k = 0; k < n; k++)
        numbers[k] = (int64_t)my_par_u64(seed, (uint64_t)places[k]);
    work_stop();
    say_i64s(numbers, n);
    say_i64(work_par_u64_calls());
}
