// expect: RACE
// says: Nothing orders two processes at the same memory: child 1 *s it at {1} with no lock held; child 2 *s it at {1} with no lock held. *
// Two processes count in a page they share.
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

int
main(void)
{
    int *count = mmap(NULL, sizeof *count, PROT_READ | PROT_WRITE,
                      MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    for (int k = 0; k < 2; k++)
        if (fork() == 0) {
            for (int i = 0; i < 100; i++)
                ++*count; /* 1 */
            _exit(0);
        }
    while (wait(NULL) > 0)
        continue;
    munmap(count, sizeof *count);
    return 0;
}
