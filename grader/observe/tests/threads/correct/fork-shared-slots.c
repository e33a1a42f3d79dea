// Each child has its own slot; waiting orders the reading.
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

int
main(void)
{
    int *slot = mmap(NULL, 4096, PROT_READ | PROT_WRITE,
                     MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    pid_t child[4];
    for (int k = 0; k < 4; k++)
        if ((child[k] = fork()) == 0) {
            for (int i = 0; i < 50; i++)
                slot[k]++;
            _exit(0);
        }
    int sum = 0;
    for (int k = 0; k < 4; k++) {
        waitpid(child[k], NULL, 0);
        sum += slot[k];
    }
    munmap(slot, 4096);
    return sum == 200 ? 0 : 1;
}
