// expect: POLICY
// tries: includes the command line of the compiler
#include "contract.h"

#include "/proc/self/cmdline"
