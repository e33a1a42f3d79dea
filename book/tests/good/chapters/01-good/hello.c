/* hello.c - greet once per worker. */
#include <stdio.h>
#include <stdlib.h>

int
main(int argc, char *argv[])
{
    int workers = argc > 1 ? atoi(argv[1]) : 1;
    // ANCHOR: greet
    for (int w = 0; w < workers; w++) {
        printf("hello from %d < %d & \"all\"\n", w, workers);
    }
    // ANCHOR_END: greet
    return 0;
}
