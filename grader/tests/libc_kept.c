/*
 * libc_kept.c - are the functions of the C library that give memory back
 * the same after MPI_Init as before?
 *
 * A library that writes over them, to hear of the memory, does so while
 * threads of MPI run; one that is inside such a function then crashes.
 * Prints the names of those that were changed, or "all kept".
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <mpi.h>
#include <stdio.h>
#include <string.h>

enum { BYTES = 16 };

static const char *const names[] = {"mmap",  "munmap", "mremap", "madvise",
                                    "shmat", "shmdt",  "brk",    "sbrk"};
enum { COUNT = sizeof names / sizeof *names };

int
main(int argc, char **argv)
{
    void *library = dlopen("libc.so.6", RTLD_LAZY | RTLD_NOLOAD);
    unsigned char *at[COUNT], before[COUNT][BYTES];
    int changed = 0;
    for (int i = 0; i < COUNT; i++) {
        at[i] = library != NULL ? dlsym(library, names[i]) : NULL;
        if (at[i] == NULL) {
            fprintf(stderr, "libc_kept: no %s in libc.so.6\n", names[i]);
            return 1;
        }
        memcpy(before[i], at[i], BYTES);
    }
    MPI_Init(&argc, &argv);
    for (int i = 0; i < COUNT; i++)
        if (memcmp(before[i], at[i], BYTES) != 0)
            printf("%s%s", changed++ > 0 ? " " : "", names[i]);
    puts(changed > 0 ? " changed" : "all kept");
    MPI_Finalize();
    return 0;
}
