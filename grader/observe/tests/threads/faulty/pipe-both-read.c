// expect: DEADLOCK
// says: The parent reads a pipe at {2} (descriptor 5), made at {1}. Child 1 still has its write end open (descriptor 6) but will not write: it reads a pipe at {3}. *
// Both wait for the other to speak first.
#include <sys/wait.h>
#include <unistd.h>

int
main(void)
{
    int down[2], up[2];
    char c = 'x';
    if (pipe(down) != 0 || pipe(up) != 0) /* 1 */
        return 1;
    if (fork() == 0) {
        close(down[1]);
        close(up[0]);
        if (read(down[0], &c, 1) != 1 || /* 3 */
            write(up[1], &c, 1) != 1)
            _exit(1);
        _exit(0);
    }
    close(down[0]);
    close(up[1]);
    if (read(up[0], &c, 1) != 1 || /* 2 */
        write(down[1], &c, 1) != 1)
        return 1;
    wait(NULL);
    return 0;
}
