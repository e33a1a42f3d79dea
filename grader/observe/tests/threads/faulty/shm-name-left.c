// expect: LEAK
// says: The name /many-hands-test-left, made at {1}, is still there after the program has ended; the next run finds it. Unlink it.
// The mapping is gone, the name is not.
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

int
main(void)
{
    int fd = shm_open("/many-hands-test-left", O_RDWR | O_CREAT, 0600); /* 1 */
    close(fd);
    return 0;
}
