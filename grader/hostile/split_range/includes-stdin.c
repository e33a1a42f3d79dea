// expect: CE
// tries: includes the standard input of the compiler
#include "contract.h"

#include "/dev/stdin"

void not_here(int
