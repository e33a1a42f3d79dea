// A lock on a file keeps processes apart.
#include <fcntl.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

int
main(void)
{
    int *count = mmap(NULL, sizeof *count, PROT_READ | PROT_WRITE,
                      MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    char path[] = "/tmp/many-hands-lock-XXXXXX";
    int first = mkstemp(path);
    for (int k = 0; k < 2; k++)
        if (fork() == 0) {
            int fd = open(path, O_RDWR);
            for (int i = 0; i < 20; i++) {
                flock(fd, LOCK_EX);
                ++*count;
                flock(fd, LOCK_UN);
            }
            _exit(0);
        }
    while (wait(NULL) > 0)
        continue;
    unlink(path);
    close(first);
    int sum = *count;
    munmap(count, sizeof *count);
    return sum == 40 ? 0 : 1;
}
