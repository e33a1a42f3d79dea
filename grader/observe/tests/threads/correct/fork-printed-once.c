// What is printed before a fork is written once: by a parent whose child
// ends with _exit or turns its output elsewhere, before the fork, or by
// the child of a parent that ends with _exit.
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

int
main(void)
{
    printf("by the parent\n");
    if (fork() == 0)
        _exit(0);
    wait(NULL);
    if (fork() == 0) {
        int elsewhere = open("/dev/zero", O_WRONLY);
        if (elsewhere < 0 || dup2(elsewhere, STDOUT_FILENO) < 0)
            _exit(1);
        close(elsewhere);
        exit(0);
    }
    wait(NULL);
    fflush(stdout);
    if (fork() == 0)
        exit(0);
    wait(NULL);
    if (fork() == 0) {
        printf("by the grandchild\n");
        if (fork() == 0)
            exit(0);
        wait(NULL);
        _exit(0);
    }
    wait(NULL);
    return 0;
}
