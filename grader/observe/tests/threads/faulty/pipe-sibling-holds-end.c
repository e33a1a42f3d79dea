// expect: DEADLOCK
// says: Child 1 reads a pipe at {3} (descriptor 5), made at {1}. Child 2 still has its write end open (descriptor 6) but will not write: it reads a pipe at {2}. *
// Each child inherited the write end that the other one waits for.
#include <sys/wait.h>
#include <unistd.h>

int
main(void)
{
    int one[2], two[2];
    char c;
    if (pipe(one) != 0 || pipe(two) != 0) /* 1 */
        return 1;
    if (fork() == 0) { /* reads from two, holds the write end of one */
        close(two[1]);
        while (read(two[0], &c, 1) > 0) /* 3 */
            continue;
        _exit(0);
    }
    if (fork() == 0) { /* reads from one, holds the write end of two */
        close(one[1]);
        while (read(one[0], &c, 1) > 0) /* 2 */
            continue;
        _exit(0);
    }
    for (int k = 0; k < 2; k++) {
        close(one[k]);
        close(two[k]);
    }
    while (wait(NULL) > 0)
        continue;
    return 0;
}
