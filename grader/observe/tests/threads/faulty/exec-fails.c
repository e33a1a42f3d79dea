// expect: MISUSE
// says: Child 1 calls exec at {1}, which fails (No such file or directory), and goes on with its parent's work: at {2} it waits for a child that it does not have. Exec comes back only when it has failed: say so, and call _exit(127) behind it.
// The name of the program is wrong.
#include <sys/wait.h>
#include <unistd.h>

int
main(void)
{
    pid_t child = fork();
    if (child == 0)
        execlp("no-such-program", "no-such-program", "-l", NULL); /* 1 */
    waitpid(child, NULL, 0); /* 2 */
    return 0;
}
