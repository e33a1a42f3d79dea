/* svg_parts.c - the pieces of a picture: lanes, bars, frames, curves. */
#define _GNU_SOURCE
#include "svg.h"

#include <stdlib.h>

static const char *const colours[] = {"#1f5f99", "#a84a08", "#1b7a5a",
                                      "#8a3d91"};
#define ACCENT "#a3262e"

/* A triangle whose tip is at x, y and which points right or left. */
static void
draw_tip(struct drawing *d, int x, int y, bool left, const char *class,
         const char *colour)
{
    int back = left ? 8 : -8;
    fprintf(d->f,
            "<path class=\"%s\" fill=\"%s\" d=\"M%d %dl%d -4.5v9z\"/>\n",
            class, colour, x, y, back);
}

void
draw_lane(struct drawing *d, int lane)
{
    const struct tl_lane *l = &d->t->lane[lane];
    int y = y_of(lane), k = lane % 4, from = d->left - 8, to = d->right;
    const char *name = l->name;
    fprintf(d->f,
            "<circle class=\"f%d\" cx=\"%d\" cy=\"%d\" r=\"%d\" "
            "fill=\"%s\"/>",
            k, MARGIN + 12, y, l->badge[0] ? 12 : 5, colours[k]);
    if (l->badge[0] != '\0')
        fprintf(d->f,
                "<text class=\"onfill\" x=\"%d\" y=\"%d\" "
                "text-anchor=\"middle\" font-size=\"13\" "
                "font-weight=\"600\" fill=\"#ffffff\">%s</text>",
                MARGIN + 12, y + 5, l->badge);
    if (name[0] != '\0') {
        fprintf(d->f,
                "<text class=\"ink\" x=\"%d\" y=\"%d\" font-size=\"13\" "
                "fill=\"#1f2328\">",
                MARGIN + 28, y + 5);
        put_text(d->f, name);
        fputs("</text>", d->f);
    }
    for (int i = 0; i < d->t->nlinks; i++) {
        const struct tl_link *b = &d->t->link[i];
        const struct tl_call *maker = &d->t->call[b->from];
        if (b->kind == TL_BIRTH && d->t->call[b->to].lane == lane &&
            drawn(d, maker))
            from = end_of(d, maker) + GAP / 2;
    }
    if (l->end != 0 && l->last >= 0 && drawn(d, &d->t->call[l->last]))
        to = end_of(d, &d->t->call[l->last]);
    fprintf(d->f,
            "\n<path class=\"axis\" d=\"M%d %dH%d\" stroke=\"#6f6a5f\" "
            "stroke-width=\"1.2\" stroke-dasharray=\"2 5\" "
            "fill=\"none\"/>\n",
            from, y, to > from ? to : from);
}

void
draw_hold(struct drawing *d, const struct tl_hold *h)
{
    struct timeline *t = d->t;
    const struct tl_call *from = &t->call[h->from];
    int lane = h->lane, k = lane % 4, y = y_of(lane), to = d->right;
    const struct tl_call *last = &t->call[t->lane[lane].last];
    if (h->to >= 0)
        to =
            drawn(d, &t->call[h->to]) ? x_of(d, &t->call[h->to]) : d->right;
    else if (last->end != 0 && drawn(d, last))
        to = end_of(d, last);
    if (!drawn(d, from) || to <= end_of(d, from))
        return;
    fprintf(d->f,
            "<path class=\"s%d\" d=\"M%d %dH%d\" stroke=\"%s\" "
            "stroke-width=\"6\" opacity=\".45\"/>\n",
            k, end_of(d, from), y, to, colours[k]);
}

/* A frame around a meeting; lanes that are not in it lie outside. */
void
draw_meeting(struct drawing *d, int meet)
{
    bool in[TL_LANES + 1] = {false};
    const struct tl_call *one = NULL;
    for (int i = 0; i < d->t->ncalls; i++) {
        const struct tl_call *c = &d->t->call[i];
        if (c->meet != meet || !drawn(d, c))
            continue;
        in[c->lane] = true;
        one = c;
    }
    for (int a = 0, b = 0; one != NULL && a < d->t->nlanes; a = b + 1) {
        for (b = a; in[a] && in[b + 1]; b++)
            continue;
        if (!in[a])
            continue;
        fprintf(d->f,
                "<rect class=\"axisf\" x=\"%d\" y=\"%d\" width=\"%d\" "
                "height=\"%d\" rx=\"9\" fill=\"#6f6a5f\" "
                "opacity=\".16\"/>\n",
                x_of(d, one) - 7, y_of(a) - BAR / 2 - 7,
                d->width[column_of(d, one->column)] + 14,
                y_of(b) - y_of(a) + BAR + 30);
    }
}

static void
put_title(struct drawing *d, const struct tl_call *c)
{
    const struct tl_lane *l = &d->t->lane[c->lane];
    fputs("<title>", d->f);
    put_text(d->f, l->name[0] ? l->name : d->t->what);
    if (l->name[0] == '\0')
        fprintf(d->f, " %s", l->badge);
    fputs(": ", d->f);
    put_text(d->f, c->name);
    if (c->peer != TL_NONE)
        fprintf(d->f, ", partner %d", c->peer);
    if (c->tag != TL_NONE)
        fprintf(d->f, ", tag %d", c->tag);
    if (c->bytes != TL_NONE)
        fprintf(d->f, ", %lld bytes", (long long)c->bytes);
    fputs(", ", d->f);
    put_text(d->f, c->place);
    fputs(c->stuck      ? "; it can never end</title>"
          : c->end == 0 ? "; it had not ended</title>"
                        : "</title>",
          d->f);
}

void
draw_call(struct drawing *d, const struct tl_call *c)
{
    int k = c->lane % 4, x = x_of(d, c), y = y_of(c->lane) - BAR / 2,
        end = end_of(d, c), since = d->x[column_of(d, c->since)];
    char fill[8] = "fx";
    bool red = c->stuck || c->named;
    const char *colour = red ? ACCENT : colours[k];
    bool open = c->end == 0;
    if (!red)
        snprintf(fill, sizeof fill, "f%d", k);
    fputs("<g>", d->f);
    put_title(d, c);
    if (since < x)
        fprintf(d->f,
                "<rect class=\"f%d\" x=\"%d\" y=\"%d\" width=\"%d\" "
                "height=\"%d\" rx=\"5\" fill=\"%s\" opacity=\".28\"/>",
                k, since, y, x - since + 8, BAR, colours[k]);
    if (open) /* the lane's line ends here */
        fprintf(d->f,
                "<rect class=\"panel\" x=\"%d\" y=\"%d\" width=\"%d\" "
                "height=\"%d\" rx=\"5\" fill=\"#fdfcf9\"/>",
                x, y, end - x, BAR);
    fprintf(d->f,
            "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%d\" "
            "height=\"%d\" rx=\"5\" fill=\"%s\"%s/>",
            fill, x, y, end - x, BAR, colour,
            open ? " opacity=\".2\"" : "");
    if (c->stuck)
        fprintf(d->f,
                "<rect class=\"sx\" x=\"%d\" y=\"%d\" width=\"%d\" "
                "height=\"%d\" rx=\"5\" fill=\"none\" stroke=\"%s\" "
                "stroke-width=\"2\"/>",
                x, y, end - x, BAR, ACCENT);
    fprintf(d->f,
            "\n<text class=\"%s mono\" x=\"%d\" y=\"%d\" font-size=\"%d\" "
            "font-family=\"'Source Code Pro',monospace\" fill=\"%s\">",
            open ? "ink" : "onfill", x + 7, y + BAR / 2 + 4, CALL_SIZE,
            open ? "#1f2328" : "#ffffff");
    put_text(d->f, c->name);
    fprintf(d->f,
            "</text><text class=\"soft halo\" x=\"%d\" y=\"%d\" "
            "font-size=\"%d\" fill=\"#57534a\" stroke=\"#fdfcf9\" "
            "stroke-width=\"3\">",
            x + 2, y + BAR + PLACE_SIZE + 1, PLACE_SIZE);
    put_text(d->f, place_text(d, c));
    fputs("</text></g>\n", d->f);
}

/* From the right end of one bar to the left end of another. */
void
draw_link(struct drawing *d, const struct tl_link *l)
{
    static const char *const dashes[] = {"", "1.5 4", "1.5 4", "6 3", ""};
    const struct tl_call *from = &d->t->call[l->from],
                         *to = &d->t->call[l->to];
    if (!drawn(d, from) || !drawn(d, to) || from->lane == to->lane ||
        l->kind == TL_ORDER)
        return;
    int k = from->lane % 4, x = end_of(d, from), y = y_of(from->lane),
        tip = x_of(d, to) - 1, end = y_of(to->lane);
    if (from->end == 0) /* a bar without an end: from its beginning */
        x = x_of(d, from);
    int bend = tip - x > 2 * GAP ? GAP : (tip - x) / 2;
    bend = bend < GAP / 2 ? GAP / 2 : bend;
    char class[8];
    snprintf(class, sizeof class, "f%d", k);
    fprintf(d->f,
            "<path class=\"s%d\" d=\"M%d %dC%d %d %d %d %d %d\" "
            "fill=\"none\" stroke=\"%s\" stroke-width=\"%s\"",
            k, x, y, x + bend, y, tip - 7 - bend, end, tip - 7, end,
            colours[k], l->kind == TL_MESSAGE ? "2" : "1.6");
    if (dashes[l->kind][0] != '\0')
        fprintf(d->f, " stroke-dasharray=\"%s\"", dashes[l->kind]);
    fputs("/>\n", d->f);
    draw_tip(d, tip, end, false, class, colours[k]);
}

/* Who waits for whom at the end: around the right side, down further in,
 * up further out. */
void
draw_edge(struct drawing *d, const struct tl_edge *e)
{
    int x = d->right + 2, down = e->to > e->from;
    int y = y_of(e->from) + (down ? 4 : -3),
        end = y_of(e->to) + (down ? -8 : 8);
    int hops = abs(e->to - e->from);
    int deep = x + (hops > 5 ? 78 : 26 + 12 * (hops - 1)) + (down ? 0 : 10);
    if (e->to == e->from) {
        y = y_of(e->from) - 5;
        end = y_of(e->from) + 6;
        deep = x + 40;
    }
    fprintf(d->f,
            "<path class=\"sx\" d=\"M%d %dC%d %d %d %d %d %d\" "
            "fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>\n",
            x, y, deep, y - (hops == 0 ? 12 : 0), deep,
            end + (hops == 0 ? 14 : 0), x + 7, end, ACCENT);
    draw_tip(d, x, end, true, "fx", ACCENT);
}
