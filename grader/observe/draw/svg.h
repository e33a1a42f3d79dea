/* svg.h - what the two halves of the picture share: svg.c measures and puts
 * it together, svg_parts.c draws the pieces. */
#ifndef MANY_HANDS_SVG_H
#define MANY_HANDS_SVG_H

#include "timeline.h"

enum {
    LANE = 54,
    TOP = 46,
    BAR = 24,
    GAP = 26,
    MARGIN = 14,
    MOST_COLUMNS = 36,
    FEWEST_COLUMNS = 6,
    WIDEST = 1900, /* then fewer columns are drawn */
    NARROWEST = 480,
    CALL_SIZE = 12,
    PLACE_SIZE = 11,
    NOTE_SIZE = 12
};

struct drawing {
    FILE *f;
    struct timeline *t;
    int low, high; /* columns low to high - 1 are drawn */
    int left;      /* where the first one begins */
    int x[MOST_COLUMNS + 1], width[MOST_COLUMNS];
    int right, height;
    bool one_file; /* then a place is its line */
    bool accent, named, waits, locks, messages;
};

/* Texts of a program may hold anything. */
void put_text(FILE *f, const char *text);
const char *place_text(const struct drawing *d, const struct tl_call *c);
bool drawn(const struct drawing *d, const struct tl_call *c);
int column_of(const struct drawing *d, int column);
int x_of(const struct drawing *d, const struct tl_call *c);
int y_of(int lane);
int end_of(const struct drawing *d, const struct tl_call *c);

void draw_lane(struct drawing *d, int lane);
void draw_hold(struct drawing *d, const struct tl_hold *h);
void draw_meeting(struct drawing *d, int meet);
void draw_call(struct drawing *d, const struct tl_call *c);
void draw_link(struct drawing *d, const struct tl_link *l);
void draw_edge(struct drawing *d, const struct tl_edge *e);

#endif
