// expect: CE
// tries: includes a folder
#include "contract.h"

#include "/usr/include"
