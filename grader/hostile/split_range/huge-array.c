// expect: CE
#include "contract.h"
char a[1L << 40] = {1};
