/*
 * html.h - the look that all pages of the grader share.
 *
 * A page is one file: the style and the fonts are in it, it opens from
 * file:// and needs no JavaScript.  Colours and type are the book's own
 * (book/theme/theme.css); the layout is html.css.  Link with
 * $(html_parts) of grader.mk.
 */
#ifndef MANY_HANDS_HTML_H
#define MANY_HANDS_HTML_H

#include "str.h"

/* Text for between tags and for attributes in double quotes.  The bytes may
 * be anything; see utf8.h. */
void html_text(struct str_buf *b, const char *text);
void html_bytes(struct str_buf *b, const char *bytes, size_t len);

/* Markup with holes: every %s is escaped, %d is an int, %% a percent sign;
 * there is nothing else.  html_add(b, "<td>%s</td>", name); */
void html_add(struct str_buf *b, const char *markup, ...);

/* From the doctype to the heading; `kicker` is the small line above the
 * title, `lead` the sentence below it ("" for none).  Then the page's own
 * markup, then html_end. */
void html_begin(struct str_buf *b, const char *title, const char *kicker,
                const char *lead);
void html_end(struct str_buf *b);

/* The class of a verdict's colour: "pass", "part" (the tests that passed
 * count), "fail", "unsure". */
const char *html_class(const char *verdict);

/* The verdict as a badge: its word, in the colour of its class. */
void html_badge(struct str_buf *b, const char *verdict);

/* A bar of `part` of `whole`, with both in words for who cannot see it. */
void html_meter(struct str_buf *b, const char *class, int part, int whole);

/* One line of C, without its line feed, in the book's colours.  Begin with
 * *in_comment false and pass it on from line to line. */
void html_code(struct str_buf *b, const char *line, size_t len,
               bool *in_comment);

/* Classes that html.css knows, for pages of your own:
 *     table in <div class="table">; th/td.number right-aligned figures
 *     section.card  one exercise or student;  p.lead, p.soft, .faint, code
 *     dl.facts      small facts in two columns
 *     figure.listing > pre > span.ln[.hit]    code with numbered lines
 *     details > summary                       what is folded away */

#endif
