// expect: MISUSE
// says: Child 1 was killed by SIGPIPE when it wrote to a pipe at {2} (made at {1}): the parent closed its end to read from at {3}, before it had read anything. Keep that end open until the writer has ended.
// The parent closes both ends, as if the child were the one who reads.
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

int
main(void)
{
    int ends[2], go[2];
    char c;
    signal(SIGPIPE, SIG_DFL); /* it may be ignored from outside */
    if (pipe(ends) != 0 || pipe(go) != 0) /* 1 */
        return 1;
    if (fork() == 0) {
        close(ends[0]);
        close(go[1]);
        if (read(go[0], &c, 1) == 0 && write(ends[1], "hello", 5) == 5) /* 2 */
            _exit(0);
        _exit(1);
    }
    close(go[0]);
    close(ends[0]); /* 3 */
    close(ends[1]);
    close(go[1]);
    wait(NULL);
    return 0;
}
