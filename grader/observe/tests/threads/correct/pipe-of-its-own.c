// Two processes come by the line that makes a pipe: each uses its own with
// a child of its own.
#include <sys/wait.h>
#include <unistd.h>

static int
ask_a_child(char answer)
{
    int ends[2];
    char c = 0;
    if (pipe(ends) != 0)
        return 1;
    if (fork() == 0) {
        close(ends[0]);
        _exit(write(ends[1], &answer, 1) != 1);
    }
    close(ends[1]);
    if (read(ends[0], &c, 1) != 1)
        return 1;
    close(ends[0]);
    wait(NULL);
    return c != answer;
}

int
main(void)
{
    int status;
    pid_t child = fork();
    int wrong = ask_a_child(child == 0 ? 'c' : 'p');
    if (child == 0)
        _exit(wrong);
    wait(&status);
    return wrong || WEXITSTATUS(status) != 0;
}
