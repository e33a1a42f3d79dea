/*
 * svg.c - a timeline as a space-time diagram: a lane for each worker, a bar
 * for each call, curves for what goes from one to another.
 *
 * Columns are the order of events, not seconds, and each is as wide as its
 * widest text: a call stands behind what led to it, and nothing overlaps.
 * Light colours are attributes.  Inside a page the classes follow the
 * book's theme; a file that stands alone has its own dark colours.
 */
#define _GNU_SOURCE
#include "svg.h"

#include <stdlib.h>
#include <string.h>

/* --- measures ----------------------------------------------------------
 */

/* So wide a text can be: the faces are not known here. */
static int
mono_width(const char *text)
{
    return (int)strlen(text) * CALL_SIZE * 61 / 100;
}

static int
text_width(const char *text, int size)
{
    return (int)strlen(text) * size * 53 / 100;
}

void
put_text(FILE *f, const char *text)
{
    for (; *text != '\0'; text++)
        if (*text == '<')
            fputs("&lt;", f);
        else if (*text == '&')
            fputs("&amp;", f);
        else if (*text == '"')
            fputs("&quot;", f);
        else if ((unsigned char)*text >= ' ' && *text != 127)
            fputc(*text, f);
}

const char *
place_text(const struct drawing *d, const struct tl_call *c)
{
    static char text[80];
    const char *colon = strrchr(c->place, ':');
    if (!d->one_file || colon == NULL)
        return c->place;
    snprintf(text, sizeof text, "line %s", colon + 1);
    return text;
}

bool
drawn(const struct drawing *d, const struct tl_call *c)
{
    return c->column >= 0 && c->column < d->high &&
           (c->column >= d->low || c->end == 0);
}

/* A call that never ended is seen, however long ago it began. */
int
column_of(const struct drawing *d, int column)
{
    return (column < d->low ? d->low : column) - d->low;
}

int
x_of(const struct drawing *d, const struct tl_call *c)
{
    return d->x[column_of(d, c->column)];
}

int
y_of(int lane)
{
    return TOP + lane * LANE + LANE / 2 - 6;
}

int
end_of(const struct drawing *d, const struct tl_call *c)
{
    return c->end == 0 ? d->right
                       : x_of(d, c) + d->width[column_of(d, c->column)];
}

static void
measure_columns(struct drawing *d)
{
    struct timeline *t = d->t;
    const char *file = NULL;
    d->one_file = true;
    for (int i = 0; i < t->ncalls; i++) {
        const char *place = t->call[i].place;
        int n = (int)strcspn(place, ":");
        if (!drawn(d, &t->call[i]) || place[n] == '\0')
            continue;
        if (file != NULL && strncmp(file, place, (size_t)n + 1) != 0)
            d->one_file = false;
        file = place;
    }
    for (int i = 0; i < t->ncalls; i++) {
        const struct tl_call *c = &t->call[i];
        if (!drawn(d, c))
            continue;
        int *width = &d->width[column_of(d, c->column)];
        int name = mono_width(c->name) + 14,
            place = text_width(place_text(d, c), PLACE_SIZE) + 4;
        *width = name > *width ? name : *width;
        *width = place > *width ? place : *width;
        d->accent = d->accent || c->stuck;
        d->named = d->named || (c->named && !c->stuck);
        d->waits = d->waits || (c->waited && c->since < c->column) ||
                   (c->end == 0 && !c->stuck);
    }
}

/* Where each column stands, of those that are drawn. */
static void
measure_window(struct drawing *d)
{
    memset(d->width, 0, sizeof d->width);
    d->accent = d->named = d->waits = false;
    measure_columns(d);
    int x = d->left;
    for (int c = 0; c < d->high - d->low; c++) {
        d->x[c] = x;
        x += d->width[c] + GAP;
    }
    d->right = x;
}

/* The first of `shown` columns: a hang is at the end of its record, a race
 * may be anywhere, all else begins at the beginning. */
static int
first_column(const struct timeline *t, int shown)
{
    enum { BEFORE = 5 };
    int last = t->columns - shown, red = t->columns;
    if (t->hangs)
        return last;
    for (int i = 0; i < t->ncalls && t->around; i++)
        if (t->call[i].named && t->call[i].column < red)
            red = t->call[i].column;
    if (!t->around || red < BEFORE)
        return 0;
    return red - BEFORE < last ? red - BEFORE : last;
}

static void
measure(struct drawing *d)
{
    struct timeline *t = d->t;
    d->left = MARGIN;
    for (int i = 0; i < t->nlanes; i++) {
        int wide = MARGIN + 42 + text_width(t->lane[i].name, 14);
        d->left = wide > d->left ? wide : d->left;
    }
    int shown = t->columns < MOST_COLUMNS ? t->columns : MOST_COLUMNS;
    do {
        d->low = first_column(t, shown);
        d->high = d->low + shown;
        measure_window(d);
    } while (d->right > WIDEST && --shown > FEWEST_COLUMNS);
    d->locks = t->nholds > 0;
    for (int i = 0; i < t->nlinks; i++)
        d->messages = d->messages || t->link[i].kind == TL_MESSAGE;
}

/* --- the whole ---------------------------------------------------------
 */

/* Sentences below the lanes, as many on a line as fit; returns where the
 * next one would stand. */
static int
draw_notes(struct drawing *d, int width, int y)
{
    char file[100] = "";
    for (int i = 0; i < d->t->ncalls && d->one_file; i++) {
        const char *p = d->t->call[i].place;
        int n = (int)strcspn(p, ":");
        if (p[n] == ':' && drawn(d, &d->t->call[i]))
            snprintf(file, sizeof file, "Lines of %.*s.", n, p);
    }
    const char *notes[] = {
        "From left to right: the order of events.",
        d->messages ? "Curves: messages." : "",
        d->waits ? "Pale: it waits." : "",
        d->locks ? "Thick: it holds a lock." : "",
        d->accent && d->named ? "Red: what the sentence names, and what "
                                "can never end."
        : d->accent           ? "Red: it can never end."
        : d->named            ? "Red: what the sentence names."
                              : "",
        d->t->nedges > 0 ? "Red arrows: who waits for whom." : "",
        file,
        d->t->around ? "Only the events around the red ones are drawn."
        : d->low > 0 ? "Only the last events are drawn."
        : d->high < d->t->columns || d->t->left_out > 0
            ? "Only the first events are drawn."
            : "",
    };
    int x = MARGIN;
    for (size_t i = 0; i < sizeof notes / sizeof *notes; i++) {
        int wide = text_width(notes[i], NOTE_SIZE);
        if (notes[i][0] == '\0')
            continue;
        if (x > MARGIN && x + wide > width - MARGIN) {
            x = MARGIN;
            y += NOTE_SIZE + 6;
        }
        if (d->f != NULL) {
            fprintf(d->f,
                    "<text class=\"soft\" x=\"%d\" y=\"%d\" "
                    "font-size=\"%d\" fill=\"#57534a\">",
                    x, y, NOTE_SIZE);
            put_text(d->f, notes[i]);
            fputs("</text>\n", d->f);
        }
        x += wide + 10;
    }
    return y;
}

static const char dark[] =
    "<style>.halo{paint-order:stroke}"
    "@media (prefers-color-scheme:dark){"
    "svg:root .panel{fill:#16181c;stroke:#343941}"
    "svg:root .ink{fill:#dedad1}svg:root .soft{fill:#b0aa9e}"
    "svg:root .onfill{fill:#101215}"
    "svg:root .halo{stroke:#16181c}"
    "svg:root .axis{stroke:#98928a}svg:root .axisf{fill:#98928a}"
    "svg:root .f0{fill:#6aa9e4}svg:root .s0{stroke:#6aa9e4}"
    "svg:root .f1{fill:#e8935a}svg:root .s1{stroke:#e8935a}"
    "svg:root .f2{fill:#5cc29a}svg:root .s2{stroke:#5cc29a}"
    "svg:root .f3{fill:#cf8fd6}svg:root .s3{stroke:#cf8fd6}"
    "svg:root .fx{fill:#f08a86}svg:root .sx{stroke:#f08a86}"
    "}</style>\n";

/* A red bar, in words. */
static void
describe(struct drawing *d, const struct tl_call *c)
{
    const struct tl_lane *l = &d->t->lane[c->lane];
    fputs(c->stuck ? " " : " Red in ", d->f);
    put_text(d->f, l->name[0] ? l->name : d->t->what);
    fprintf(d->f, "%s%s%s", l->name[0] ? "" : " ",
            l->name[0] ? "" : l->badge, c->stuck ? " never leaves " : ": ");
    put_text(d->f, c->name);
    fputs(c->place[0] != '\0' ? " at " : "", d->f);
    put_text(d->f, c->place);
    fputs(".", d->f);
}

static void
draw_head(struct drawing *d, int width)
{
    struct timeline *t = d->t;
    fprintf(d->f,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" "
            "height=\"%d\" viewBox=\"0 0 %d %d\" role=\"img\" "
            "font-family=\"'Source Sans 3',Helvetica,Arial,sans-serif\">\n"
            "<title>",
            width, d->height, width, d->height);
    put_text(d->f, t->title);
    fprintf(d->f,
            "</title>\n<desc>One lane for each %s, %d in all; from left to "
            "right the order of events. Bars are calls, each with its "
            "line",
            t->what, t->nlanes);
    fputs(d->messages ? "; curves are messages" : "", d->f);
    fputs(d->waits ? "; pale bars are waiting" : "", d->f);
    fputs(".", d->f);
    for (int i = 0; i < t->ncalls; i++)
        if (t->call[i].stuck || (t->call[i].named && drawn(d, &t->call[i])))
            describe(d, &t->call[i]);
    fputs("</desc>\n", d->f);
    fputs(dark, d->f);
    fprintf(d->f,
            "<rect class=\"panel\" x=\".5\" y=\".5\" width=\"%d\" "
            "height=\"%d\" rx=\"8\" fill=\"#fdfcf9\" "
            "stroke=\"#ddd8cc\"/>\n<text class=\"ink\" x=\"%d\" y=\"25\" "
            "font-size=\"14\" font-weight=\"600\" fill=\"#1f2328\">",
            width - 1, d->height - 1, MARGIN);
    put_text(d->f, t->title);
    fputs("</text>\n", d->f);
}

static void
draw_all(struct drawing *d)
{
    struct timeline *t = d->t;
    int width = d->right + (t->nedges > 0 ? 90 : MARGIN);
    width = width < NARROWEST ? NARROWEST : width;
    int notes = y_of(t->nlanes) + 8;
    FILE *f = d->f;
    d->f = NULL;
    d->height = draw_notes(d, width, notes) + 14;
    d->f = f;
    draw_head(d, width);
    for (int i = 0; i < t->meets; i++)
        draw_meeting(d, i);
    for (int i = 0; i < t->nlanes; i++)
        draw_lane(d, i);
    for (int i = 0; i < t->nholds; i++)
        draw_hold(d, &t->hold[i]);
    for (int i = 0; i < t->nlinks; i++)
        draw_link(d, &t->link[i]);
    for (int i = 0; i < t->ncalls; i++)
        if (drawn(d, &t->call[i]))
            draw_call(d, &t->call[i]);
    for (int i = 0; i < t->nedges; i++)
        draw_edge(d, &t->edge[i]);
    draw_notes(d, width, notes);
    fputs("</svg>\n", d->f);
}

bool
tl_svg(struct timeline *t, const char *path)
{
    struct drawing d = {.t = t};
    tl_place(t);
    measure(&d);
    d.f = fopen(path, "we");
    if (d.f == NULL)
        return false;
    draw_all(&d);
    return fclose(d.f) == 0;
}
