// expect: MISUSE
// says: The parent asks at {1} for the 100000 bytes that were written to a pipe at once, gets *, and never reads the rest. A pipe gives what it has: read in a loop until all have come.
// One read for what one write has written.
#include <sys/wait.h>
#include <unistd.h>

static char data[100000];

int
main(void)
{
    int ends[2];
    if (pipe(ends) != 0)
        return 1;
    if (fork() == 0) {
        close(ends[0]);
        ssize_t n = write(ends[1], data, sizeof data);
        _exit(n < 0);
    }
    close(ends[1]);
    if (read(ends[0], data, sizeof data) <= 0) /* 1 */
        return 1;
    close(ends[0]);
    wait(NULL);
    return 0;
}
