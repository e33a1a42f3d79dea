// expect: CE
#include "../../solutions/02-pool-of-workers/split_range.c"
