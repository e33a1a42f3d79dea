// One large write, and reads until all have come; and a small message that
// is less than the room for it.
#include <sys/wait.h>
#include <unistd.h>

static char data[100000];

int
main(void)
{
    int ends[2];
    size_t got = 0;
    if (pipe(ends) != 0)
        return 1;
    if (fork() == 0) {
        close(ends[0]);
        ssize_t n = write(ends[1], data, sizeof data);
        if (n == (ssize_t)sizeof data)
            n = write(ends[1], "end", 3);
        _exit(n != 3);
    }
    close(ends[1]);
    while (got < sizeof data) {
        ssize_t n = read(ends[0], data + got, sizeof data - got);
        if (n <= 0)
            return 1;
        got += (size_t)n;
    }
    if (read(ends[0], data, sizeof data) != 3)
        return 1;
    close(ends[0]);
    wait(NULL);
    return 0;
}
