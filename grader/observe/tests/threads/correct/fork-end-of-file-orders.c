// The end of the file says that the child is through.
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

int
main(void)
{
    int ends[2];
    char c;
    int *page = mmap(NULL, 4096, PROT_READ | PROT_WRITE,
                     MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (pipe(ends) != 0)
        return 1;
    if (fork() == 0) {
        close(ends[0]);
        page[7] = 7;
        _exit(0);
    }
    close(ends[1]);
    if (read(ends[0], &c, 1) != 0)
        return 1;
    int seen = page[7];
    close(ends[0]);
    wait(NULL);
    munmap(page, 4096);
    return seen == 7 ? 0 : 1;
}
