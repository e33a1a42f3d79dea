// expect: CE
#include "contract.h"

int
split_range(int n, int parts)
{
    return n / parts;
}
