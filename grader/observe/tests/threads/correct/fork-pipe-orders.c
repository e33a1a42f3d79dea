// A byte through a pipe says: the shared page is ready.
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

int
main(void)
{
    int ends[2];
    char c = 'x';
    int *page = mmap(NULL, 4096, PROT_READ | PROT_WRITE,
                     MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (pipe(ends) != 0)
        return 1;
    if (fork() == 0) {
        close(ends[0]);
        for (int i = 0; i < 100; i++)
            page[i] = i;
        if (write(ends[1], &c, 1) != 1)
            _exit(1);
        _exit(0);
    }
    close(ends[1]);
    if (read(ends[0], &c, 1) != 1)
        return 1;
    int seen = page[99]; /* before the child is waited for */
    close(ends[0]);
    wait(NULL);
    munmap(page, 4096);
    return seen == 99 ? 0 : 1;
}
