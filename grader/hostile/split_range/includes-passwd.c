// expect: CE
// hides: root[:]x
#include "/etc/passwd"
