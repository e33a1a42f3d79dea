// A reader who has enough stops its writer: SIGPIPE is meant.
#include <signal.h>
#include <stddef.h>
#include <sys/wait.h>
#include <unistd.h>

int
main(void)
{
    int ends[2], status, number;
    signal(SIGPIPE, SIG_DFL); /* it may be ignored from outside */
    if (pipe(ends) != 0)
        return 1;
    if (fork() == 0) {
        close(ends[0]);
        for (int i = 0; write(ends[1], &i, sizeof i) > 0; i++)
            continue;
        _exit(1);
    }
    close(ends[1]);
    do
        if (read(ends[0], &number, sizeof number) <= 0)
            return 1;
    while (number < 10);
    close(ends[0]);
    wait(&status);
    return WIFSIGNALED(status) && WTERMSIG(status) == SIGPIPE ? 0 : 1;
}
