// expect: CE
#include "/dev/zero"
