/*
 * who_sees.c - does the creator see what a worker writes?
 *
 * One global variable, two workers.  The first worker is a process made by
 * fork, the second is a thread.  Both run the same function, add_one.
 *
 *     ./who_sees
 *
 * Try: let add_one add 10; swap the process and the thread.
 */
#define _POSIX_C_SOURCE 200809L

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "check.h"

// ANCHOR: add_one
static int global = 0;

static void
show(const char *who)
{
    printf("%s: global is %d at %p\n", who, global, (void *)&global);
    fflush(stdout); /* _exit would throw away what is still in the buffer */
}

static void *
add_one(void *who)
{
    global += 1;
    show(who);
    return NULL;
}
// ANCHOR_END: add_one

int
main(void)
{
    show("creator");

    // ANCHOR: process
    pid_t child = check(fork(), "fork");
    if (child == 0) {
        add_one("process");
        _exit(EXIT_SUCCESS);
    }
    check(waitpid(child, NULL, 0), "waitpid");
    show("creator");
    // ANCHOR_END: process

    // ANCHOR: thread
    pthread_t thread;
    check_thread(pthread_create(&thread, NULL, add_one, "thread"),
                 "pthread_create");
    check_thread(pthread_join(thread, NULL), "pthread_join");
    show("creator");
    // ANCHOR_END: thread
    return EXIT_SUCCESS;
}
