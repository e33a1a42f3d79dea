// expect: DEADLOCK
// says: Child 1 writes at {1} to a pipe that is full (descriptor 4). The parent, who should read it, does not: it waits at {2} for the end of a child. Read while the other writes, and wait for its end afterwards.
// The child has more to say than fits into a pipe.
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

int
main(void)
{
    int ends[2];
    static char much[1 << 18];
    if (pipe(ends) != 0)
        return 1;
    if (fork() == 0) {
        close(ends[0]);
        memset(much, 'x', sizeof much);
        ssize_t n = write(ends[1], much, sizeof much); /* 1 */
        _exit(n == (ssize_t)sizeof much ? 0 : 1);
    }
    close(ends[1]);
    wait(NULL); /* 2 */
    while (read(ends[0], much, sizeof much) > 0)
        continue;
    close(ends[0]);
    return 0;
}
