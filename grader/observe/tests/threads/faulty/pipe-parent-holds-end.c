// expect: DEADLOCK
// says: Child 1 reads a pipe at {2} (descriptor 3), made at {1}. The parent still has its write end open (descriptor 4) but will not write: it waits at {3} for the end of a child. Close each end in the processes that do not use it.
// The parent waits for a child that waits for the parent.
#include <sys/wait.h>
#include <unistd.h>

int
main(void)
{
    int ends[2];
    char c;
    if (pipe(ends) != 0) /* 1 */
        return 1;
    if (fork() == 0) {
        close(ends[1]);
        while (read(ends[0], &c, 1) > 0) /* 2 */
            continue;
        _exit(0);
    }
    close(ends[0]);
    wait(NULL); /* 3 */
    close(ends[1]);
    return 0;
}
