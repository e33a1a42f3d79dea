/*
 * watch.h - the parts of the `watch` program.
 *
 *     watch_files   which file was saved (inotify), once it has settled
 *     watch_run     grades in a process of its own, which can be stopped
 *     watch_screen  the terminal: raw keys, one screen, restored at the end
 *     watch_view    what the screen says
 *     watch         puts them together
 */
#ifndef MANY_HANDS_WATCH_H
#define MANY_HANDS_WATCH_H

#include "grade.h"
#include "str.h"

/* --- watch_files.c -----------------------------------------------------
 */

struct watch_files; /* opaque */

/* Watches FROM and its chapters' folders.  NULL with one sentence on stderr
 * if the kernel refuses. */
struct watch_files *files_open(const struct options *o, json_t *all);
void files_close(struct watch_files *f);

/* Becomes readable when something happened. */
int files_fd(const struct watch_files *f);

/* Reads what happened. */
void files_read(struct watch_files *f);

/* Milliseconds until a saved file has settled; -1 if none is settling. */
int files_timeout(const struct watch_files *f);

/* A file of an exercise that has settled: its index in the catalogue, each
 * save once.  -1: none.  *saved: the file itself was saved; otherwise its
 * folder has come back with whatever is in it. */
int files_next(struct watch_files *f, bool *saved);

/* A C or shell file that belongs to no exercise and was saved since the
 * last call; "" if none. */
const char *files_stray(struct watch_files *f);

/* --- watch_run.c -------------------------------------------------------
 */

/* One grading: of one exercise, or of several. */
struct run {
    pid_t pid; /* 0: nothing runs */
    int fd;    /* its results come here */
    bool stopping;
    struct str_buf text; /* what has come and is not a whole line yet */
};

/* Starts to grade; false with `errno` set if there is no process for it. */
bool run_start(struct run *r, const struct options *o, json_t *exercises);

/* The next result that has come, or NULL.  *ended is set when no more will
 * come. */
json_t *run_result(struct run *r, bool *ended);

/* Asks it to stop; what it runs is killed.  It has stopped when run_result
 * says so; ask again until then. */
void run_stop(struct run *r);

/* Stops it and waits until nothing of it is alive. */
void run_end(struct run *r);

/* --- watch_screen.c ----------------------------------------------------
 */

/* Takes the terminal over; false with one sentence on stderr if there is
 * none.  It is given back by screen_leave, at exit and on fatal signals. */
bool screen_enter(void);
void screen_leave(void);

struct screen_size {
    int rows, columns;
};
struct screen_size screen_size(void);

/* Text in lines of at most `width` columns; grows as it is added to. */
struct lines {
    struct str_list list;
    int width;
};

/* Adds a text: its own lines are kept, each one wrapped at words, all of
 * them indented.  Lines that begin with a space are cut instead, so that a
 * compiler's caret stays under its column. */
void lines_add(struct lines *l, int indent, const char *text);
/* The same, all of it in one colour: "\033[31m" and the like. */
void lines_paint(struct lines *l, int indent, const char *colour,
                 const char *text);

/* Shows head, as much of body from line `*offset` on as there is room for,
 * and foot at the bottom; corrects *offset. */
void screen_show(const struct lines *head, const struct lines *body,
                 const struct lines *foot, int *offset);

/* Takes a text's columns; UTF-8, one column a character. */
int screen_columns(const char *text);

/* --- watch_view.c ------------------------------------------------------
 */

enum view { VIEW_EXERCISE, VIEW_ALL, VIEW_HELP };

/* All that the screen depends on. */
struct state {
    struct options o;
    json_t *all;      /* the catalogue */
    json_t *results;  /* name -> last result since the start */
    json_t *progress; /* see learner.h */
    size_t current;   /* index of the exercise shown */
    enum view view;
    int hints;       /* how many are shown */
    int offset;      /* first line of the body that is shown */
    json_t *running; /* what is being graded, in order, or NULL */
    char note[256];  /* one line about what has just happened */
};

void view_show(struct state *s);

/* How many hints this result has: the n-th is view_hint(s, n). */
const char *view_hint(const struct state *s, int n);

#endif
