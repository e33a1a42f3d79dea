/* class_show.c - what a person sees while a class is graded. */
#define _GNU_SOURCE
#include "class.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

static struct {
    bool bar;
    size_t pieces, done;
    double began;
} state;

static double
now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static void
clear_line(void)
{
    if (state.bar)
        fputs("\r\033[K", stdout);
}

void
show_taking(const struct class *c, size_t i)
{
    state.bar = isatty(STDOUT_FILENO);
    clear_line();
    if (state.bar)
        printf("reading submission %zu of %zu", i + 1, c->nstudents);
    fflush(stdout);
}

void
show_begin(const struct class *c, size_t pieces, size_t known)
{
    clear_line();
    state.pieces = pieces;
    state.began = now();
    size_t refused = 0;
    for (size_t i = 0; i < c->nstudents; i++)
        refused += c->students[i].refused != NULL;
    printf("%zu submission%s, %zu refused; seed %llu; %zu results to find, "
           "%zu known from before\n",
           c->nstudents, c->nstudents == 1 ? "" : "s", refused,
           (unsigned long long)c->options.seed, pieces, known);
    for (size_t i = 0; i < c->nstudents; i++)
        if (c->students[i].refused != NULL)
            printf("refused  %s: %s\n", c->students[i].name,
                   c->students[i].refused);
    fflush(stdout);
}

void
show_student(const struct class *c, const struct student *s)
{
    size_t n = json_array_size(c->exercises), passed = 0;
    for (size_t i = 0; i < n; i++)
        passed += s->results[i] != NULL &&
                  strcmp(text_of(s->results[i], "verdict"), "PASS") == 0;
    clear_line();
    char *points = points_in_words(rules_total(c, s), rules_most(c));
    printf("graded   %s: %zu of %zu passed, %s\n", s->name, passed, n,
           points);
    free(points);
    fflush(stdout);
}

/* "3 min" of seconds */
static void
print_left(double seconds)
{
    if (seconds < 100)
        printf("%.0f s", seconds);
    else if (seconds < 100 * 60)
        printf("%.0f min", seconds / 60);
    else
        printf("%.1f h", seconds / 3600);
}

void
show_piece(const struct class *c, const struct student *s,
           const json_t *result)
{
    enum { BAR = 24 };
    struct winsize w = {0};
    (void)c;
    state.done++;
    if (!state.bar)
        return;
    double share = (double)state.done / (double)state.pieces;
    double left = (now() - state.began) * (1 - share) / share;
    int full = (int)(BAR * share);
    clear_line();
    printf("[%.*s%.*s] %zu of %zu, about ", full,
           "########################", BAR - full,
           "........................", state.done, state.pieces);
    print_left(left);
    printf(" left");
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &w) == 0 && w.ws_col >= 100)
        printf("  %.20s: %s %s", s->name, text_of(result, "name"),
               text_of(result, "verdict"));
    fflush(stdout);
}

void
show_end(void)
{
    clear_line();
    fflush(stdout);
}
