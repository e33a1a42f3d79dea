// expect: WRONG
// tries: changes what the comparisons of the tests mean
#include "contract.h"

#define EXPECT_EQ(a, b) ((void)0)
#define ASSERT_EQ(a, b) ((void)0)
#define TEST(a, b) static void a##b(void)
#pragma GCC diagnostic ignored "-Wall"

void
split_range(int64_t n, int parts, int k, int64_t *first, int64_t *last)
{
    (void)n, (void)parts, (void)k;
    *first = 42;
    *last = 42;
}
