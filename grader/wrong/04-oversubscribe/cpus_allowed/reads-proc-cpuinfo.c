// expect: WRONG hint=reads-proc-cpuinfo
// The processors in /proc/cpuinfo are counted; the file describes the
// machine and is the same for every process.
#include <stdio.h>
#include <string.h>

#include "contract.h"

int
cpus_allowed(void)
{
    FILE *f = fopen("/proc/cpuinfo", "r");
    if (f == NULL)
        return -1;
    char line[4096];
    int count = 0;
    while (fgets(line, sizeof line, f) != NULL)
        count += strncmp(line, "processor", 9) == 0;
    fclose(f);
    return count > 0 ? count : -1;
}
