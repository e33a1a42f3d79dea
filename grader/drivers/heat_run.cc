// heat_run.cc - is a rod on many ranks the rod on one, bit by bit?
#include "driver_rod.h"

namespace
{

void
check_answer(int np, int world, const MpiCase &c, Answer &a)
{
    check_rod("heat_run", np, world, c, a);
}

TEST(heat_run, equal_to_one_rank)
{
    rod_hints();
    rod_battery().for_each("plain", check_answer);
}

TEST(heat_run, bad_arguments)
{
    check_bad_rods("heat_run");
}

TEST(heat_run, with_mpich)
{
    rod_hints();
    rod_battery().for_each("mpich", check_answer);
}

TEST(heat_run, memory_and_leftovers)
{
    rod_hints();
    check_rod_memory();
}

} // namespace
