// expect: ORPHAN
// says: The program ended while the child made at {1} was still running. Wait for each child.
// The parent is gone, the child goes on.
#include <unistd.h>

int
main(void)
{
    if (fork() == 0) { /* 1 */
        sleep(10);
        _exit(0);
    }
    return 0;
}
