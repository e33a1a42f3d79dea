// expect: LEAK
// says: 4096 bytes mapped at {1} were never unmapped.
// A shared page stays mapped.
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

int
main(void)
{
    int *page = mmap(NULL, 4096, PROT_READ | PROT_WRITE, /* 1 */
                     MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (fork() == 0) {
        *page = 1;
        _exit(0);
    }
    wait(NULL);
    return *page == 1 ? 0 : 1;
}
