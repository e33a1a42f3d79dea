// Waits for its input, and a child for it, while nobody types: no hang.
// typed: 7
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int
main(void)
{
    int number = 0, status;
    if (fork() == 0)
        _exit(scanf("%d", &number) == 1 ? number : 0);
    wait(&status);
    return WEXITSTATUS(status) == 7 ? 0 : 1;
}
