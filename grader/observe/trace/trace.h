/* trace.h - what the two halves of `make trace` share: trace.c runs the
 * answers, page.c shows what came of them. */
#ifndef MANY_HANDS_TRACE_H
#define MANY_HANDS_TRACE_H

#include "grade.h"

struct tracing {
    struct options options;
    int ranks;
    const json_t *exercise;
};

/* One answer and what was seen of it; result NULL: there was none. */
struct shown_run {
    json_t *result; /* as of a grading: evidence, if it does not compile */
    char *source;
    char *trouble; /* why there is no picture, or ""; a sentence */
    json_t *faults;
    char *svg;  /* or NULL */
    char *said; /* what it printed */
    int survivors;
};

void shown_run_free(struct shown_run *s);
/* Only lanes, bars, curves and texts: nothing that acts or loads. */
bool svg_is_harmless(const char *svg);
/* Prints the sentences and writes the page; false with a message. */
bool page_write(const struct tracing *t, const struct shown_run *own,
                const struct shown_run *reference);

#endif
