// expect: ZOMBIE
// says: Nobody waited for the child made at {1}* It stays behind as a zombie, and how it ended is not known. Call waitpid for each child.
// Three children, one wait.
#include <sys/wait.h>
#include <unistd.h>

int
main(void)
{
    for (int i = 0; i < 3; i++)
        if (fork() == 0) /* 1 */
            _exit(0);
    wait(NULL);
    return 0;
}
