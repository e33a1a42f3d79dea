// expect: ZOMBIE
// says: Nobody waited for the child made at {1}* It stays behind as a zombie, and how it ended is not known. Call waitpid for each child.
// Three children, one wait.
#include <sys/wait.h>
#include <unistd.h>

int
main(void)
{
    siginfo_t end;
    for (int i = 0; i < 3; i++) {
        pid_t child = fork(); /* 1 */
        if (child == 0)
            _exit(0);
        /* sees the end, and leaves it to be waited for */
        waitid(P_PID, (id_t)child, &end, WEXITED | WNOWAIT);
    }
    wait(NULL);
    return 0;
}
