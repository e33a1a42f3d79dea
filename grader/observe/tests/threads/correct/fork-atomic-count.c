// Processes count atomically in a shared page.
#include <stdatomic.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

int
main(void)
{
    atomic_int *count = mmap(NULL, sizeof *count, PROT_READ | PROT_WRITE,
                             MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    for (int k = 0; k < 4; k++)
        if (fork() == 0) {
            for (int i = 0; i < 50; i++)
                atomic_fetch_add(count, 1);
            _exit(0);
        }
    while (wait(NULL) > 0)
        continue;
    int sum = *count;
    munmap(count, sizeof *count);
    return sum == 200 ? 0 : 1;
}
