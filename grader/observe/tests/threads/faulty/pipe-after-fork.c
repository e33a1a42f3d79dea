// expect: DEADLOCK
// says: Child 1 reads at {2} (descriptor 3) a pipe that nobody else has: it was made at {1} after the fork, and the other process has made another one there. Make the pipe before the fork: then both have its ends.
// Each of the two has a pipe of its own.
#include <sys/wait.h>
#include <unistd.h>

int
main(void)
{
    int ends[2];
    char c;
    pid_t child = fork();
    if (pipe(ends) != 0) /* 1 */
        return 1;
    if (child == 0) {
        while (read(ends[0], &c, 1) > 0) /* 2 */
            continue;
        _exit(0);
    }
    if (write(ends[1], "hello", 5) != 5)
        return 1;
    close(ends[0]);
    close(ends[1]);
    wait(NULL);
    return 0;
}
