// expect: MISUSE
// says: What the parent had printed before the fork at {1}, but not yet written (6 bytes), is written twice: child 1 has a copy of it and writes it too. Call fflush(stdout) before fork, or let the child end with _exit.
// On a terminal it is seen once: a full line is written there at once.
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

int
main(void)
{
    printf("start\n");
    if (fork() == 0) /* 1 */
        exit(0);
    wait(NULL);
    return 0;
}
