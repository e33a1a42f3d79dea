/* my_offset.c - probe: the numbers of items of all ranks of MPI_COMM_WORLD;
 * each rank takes its own. */
#include "contract.h"
#include "probe_mpi.h"

#include <string.h>

enum { UNTOUCHED = -77, DEEP = 4096 };

/* A variable that the answer forgets to set then holds this and not, by
 * luck, a zero. */
__attribute__((noinline)) static void
fill_the_stack(void)
{
    volatile unsigned char deep[DEEP];
    for (int i = 0; i < DEEP; i++)
        deep[i] = 0x5a;
    (void)deep[0];
}

void
probe_case(void)
{
    size_t n;
    int64_t *items = ask_i64s(&n);
    bool null = ask_i64();
    int64_t total = UNTOUCHED;
    int world;
    PMPI_Comm_rank(MPI_COMM_WORLD, &world);
    fill_the_stack();
    int64_t offset =
        my_offset(items[world], null ? NULL : &total, case_comm());
    say_i64(offset);
    say_i64(total);
}
