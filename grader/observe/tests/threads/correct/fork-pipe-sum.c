// Children send their sums through a pipe.
#include <sys/wait.h>
#include <unistd.h>

int
main(void)
{
    int ends[2];
    long sum = 0, part;
    if (pipe(ends) != 0)
        return 1;
    for (long k = 1; k <= 3; k++)
        if (fork() == 0) {
            close(ends[0]);
            if (write(ends[1], &k, sizeof k) != sizeof k)
                _exit(1);
            _exit(0);
        }
    close(ends[1]);
    while (read(ends[0], &part, sizeof part) == sizeof part)
        sum += part;
    close(ends[0]);
    while (wait(NULL) > 0)
        continue;
    return sum == 6 ? 0 : 1;
}
