/*
 * plain_hello.c - a program that has never heard of MPI.
 *
 * Run:  mpirun -n 4 ./plain_hello
 * Try:  other numbers than 4; and other programs: mpirun -n 4 hostname
 */
#define _POSIX_C_SOURCE 200809L
#include <stdio.h>
#include <unistd.h>

// ANCHOR: main
int
main(void)
{
    printf("Hello! I am process %ld.\n", (long)getpid());
    return 0;
}
// ANCHOR_END: main
