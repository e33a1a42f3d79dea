// A child whose exec fails ends, tries another program, or does the work
// itself.
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static int
result(int how)
{
    int status = 0;
    pid_t child = fork();
    if (child == 0) {
        execlp("no-such-program", "no-such-program", NULL);
        if (how == 0)
            _exit(127);
        if (how == 1)
            execl("/bin/true", "true", NULL);
        exit(0);
    }
    if (waitpid(child, &status, 0) != child)
        return -1;
    return WEXITSTATUS(status);
}

int
main(void)
{
    char *const words[] = {"true", NULL}, *const none[] = {NULL};
    if (result(0) != 127 || result(1) != 0 || result(2) != 0)
        return 1;
    if (fork() == 0) {
        execle("/bin/true", "true", "-x", NULL, none);
        _exit(1);
    }
    wait(NULL);
    return execv("/bin/true", words);
}
