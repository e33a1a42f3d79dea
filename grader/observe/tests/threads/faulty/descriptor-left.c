// expect: LEAK
// says: Descriptor 3 (/dev/null), opened at {1}, was never closed.
// A file is opened and forgotten.
#include <fcntl.h>
#include <unistd.h>

int
main(void)
{
    int fd = open("/dev/null", O_WRONLY); /* 1 */
    return write(fd, "x", 1) == 1 ? 0 : 1;
}
