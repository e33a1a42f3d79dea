// expect: DEADLOCK
// says: Child 1 reads a pipe at {2} (descriptor 3) and will see its end only when every write end is closed. It holds one itself: descriptor 4, made at {1}. Close it in the reader before the first read.
// The reader keeps the end by which it could write to itself.
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
        while (read(ends[0], &c, 1) > 0) /* 2 */
            continue;
        _exit(0);
    }
    close(ends[0]);
    if (write(ends[1], "hello", 5) != 5)
        return 1;
    close(ends[1]);
    wait(NULL);
    return 0;
}
