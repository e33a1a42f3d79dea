// expect: CE
#include "contract.h"

void split(void);
void
split(void)
{
}
