// expect: POLICY
// tries: includes the environment of the compiler
#include "contract.h"

#include "/proc/self/environ"
