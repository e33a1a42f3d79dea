// expect: TAMPER
// tries: the child writes into the channel of the answers
#include "contract.h"

#include <sys/wait.h>
#include <unistd.h>
#include <fcntl.h>

int64_t
fork_sum(const int32_t *v, size_t n)
{
    int ends[2];
    if ((v == NULL && n > 0) || pipe(ends) == -1)
        return -1;
    int64_t lower = 0, upper = 0;
    pid_t child = fork();
    if (child == 0) {
        for (size_t i = n / 2; i < n; i++)
            upper += v[i];
        for (int fd = 3; fd < 20; fd++)
            if (fd != ends[0] && fd != ends[1] &&
                write(fd, "answer 0 0 2\ni0\n", 17) > 0)
                continue;
        int reply = open("/stream/reply.0", O_WRONLY | O_NONBLOCK);
        if (write(reply, "answer 0 0 2\ni0\n", 17) < 0)
            _exit(1);
        _exit(write(ends[1], &upper, sizeof upper) != sizeof upper);
    }
    close(ends[1]);
    for (size_t i = 0; i < n / 2; i++)
        lower += v[i];
    if (read(ends[0], &upper, sizeof upper) != sizeof upper)
        lower = -1;
    waitpid(child, NULL, 0);
    close(ends[0]);
    return lower + upper;
}
