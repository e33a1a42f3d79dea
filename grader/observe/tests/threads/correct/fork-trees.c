// Children that make children on purpose: by recursion, and by a loop in
// which the number of processes doubles.  Each waits for its own.
#include <stddef.h>
#include <sys/wait.h>
#include <unistd.h>

static int
leaves(int depth)
{
    int sum = 0, status;
    if (depth == 0)
        return 1;
    for (int i = 0; i < 2; i++)
        if (fork() == 0)
            _exit(leaves(depth - 1));
    for (int i = 0; i < 2; i++)
        if (wait(&status) > 0)
            sum += WEXITSTATUS(status);
    return sum;
}

static int
doubled(int rounds)
{
    int mine = 0, status, sum = 1;
    pid_t top = getpid();
    for (int i = 0; i < rounds; i++) {
        if (fork() == 0)
            mine = 0;
        else
            mine++;
    }
    while (mine-- > 0 && wait(&status) > 0)
        sum += WEXITSTATUS(status);
    if (getpid() != top)
        _exit(sum);
    return sum;
}

int
main(void)
{
    return leaves(2) == 4 && doubled(3) == 8 ? 0 : 1;
}
