/* boxed.c - ends in whatever way its argument says. */
#define _POSIX_C_SOURCE 200809L
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static long counter;

static void *
count(void *unused)
{
    for (int i = 0; i < 1000; i++)
        counter++;
    return unused;
}

static void
race(void)
{
    pthread_t thread;
    pthread_create(&thread, NULL, count, NULL);
    count(NULL);
    pthread_join(thread, NULL);
    printf("counted %ld\n", counter);
}

static void
hang(void)
{
    char byte;
    int ends[2];
    if (pipe(ends) == 0 && read(ends[0], &byte, 1) == 1)
        puts("a byte came through a pipe nobody writes to");
}

/* Says one of two words, by the clock. */
static void
coin(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    puts(now.tv_nsec / 1000 % 2 == 0 ? "heads" : "tails");
}

int
main(int argc, char **argv)
{
    const char *how = argc > 1 ? argv[1] : "";
    setvbuf(stdout, NULL, _IOLBF, 0);
    puts("begin");
    if (strcmp(how, "hang") == 0)
        hang();
    else if (strcmp(how, "spin") == 0)
        for (;;)
            continue;
    else if (strcmp(how, "race") == 0)
        race();
    else if (strcmp(how, "coin") == 0)
        coin();
    else if (strcmp(how, "crash") == 0)
        abort();
    else if (strcmp(how, "complain") == 0)
        fputs("boxed: something is wrong\n", stderr);
    else if (strcmp(how, "orphan") == 0 && fork() == 0)
        sleep(30);
    return strcmp(how, "fail") == 0 ? 3 : 0;
}
