/*
 * cow.c - when does fork copy the memory?  (COW: copy on write)
 *
 * The parent fills 256 pages and forks.  The child asks the kernel three
 * times how many of these pages it still shares with its parent: at the
 * start, after reading all of them, after writing to 100 of them.
 *
 *     ./cow
 *
 * Try: write to 256 pages; write twice to the same page.
 */
#define _GNU_SOURCE

#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "check.h"

enum { PAGES = 256 };

/* Linux keeps one 64-bit entry a page in /proc/self/pagemap.  Bit 63: the
 * page is in memory.  Bit 56: it belongs to this process alone. */
static void
report(const char *when, const char *memory, size_t page_size)
{
    uint64_t entry[PAGES];
    off_t offset = (uintptr_t)memory / page_size * sizeof(entry[0]);
    int fd = check(open("/proc/self/pagemap", O_RDONLY), "pagemap");
    check(pread(fd, entry, sizeof(entry), offset), "pread");
    check(close(fd), "close");

    int shared = 0;
    for (int i = 0; i < PAGES; i++)
        shared += (entry[i] >> 63 & 1) && !(entry[i] >> 56 & 1);
    printf("%s: %d pages shared\n", when, shared);
    fflush(stdout);
}

int
main(void)
{
    size_t page_size = (size_t)sysconf(_SC_PAGESIZE);
    size_t length = PAGES * page_size;
    char *memory = mmap(NULL, length, PROT_READ | PROT_WRITE,
                        MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED)
        check(-1, "mmap");
    madvise(memory, length, MADV_NOHUGEPAGE); /* small pages, to count */
    memset(memory, 1, length);
    report("parent, before fork", memory, page_size);

    // ANCHOR: child
    pid_t child = check(fork(), "fork");
    if (child == 0) {
        report("child, at the start", memory, page_size);
        int sum = 0;
        for (size_t i = 0; i < length; i++)
            sum += memory[i];
        report("child, after reading", memory, page_size);
        for (int i = 0; i < 100; i++)
            memory[i * page_size] = 2;
        report("child, after 100 writes", memory, page_size);
        _exit(sum > 0 ? EXIT_SUCCESS : EXIT_FAILURE);
    }
    // ANCHOR_END: child
    check(waitpid(child, NULL, 0), "waitpid");
    report("parent, after the child", memory, page_size);
    check(munmap(memory, length), "munmap");
    return EXIT_SUCCESS;
}
