/*
 * contract_match.c - does one line match one pattern?
 *
 * A hole takes the longest text of its form first and gives back byte by
 * byte.  What a capture caught binds it for all other lines; a trail of the
 * bindings lets a search undo them.
 */
#define _POSIX_C_SOURCE 200809L
#include "contract.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* Steps of one check, about two seconds; then the contract is called too
 * ambiguous instead of searching for hours. */
#define STEPS 100000000L
#define LONGEST_NUMBER 64

struct matcher
matcher_for(const struct demands *demands)
{
    size_t n = (size_t)demands->ncaptures + 1;
    return (struct matcher){.demands = demands,
                            .values = keep(n * sizeof(struct slice)),
                            .bound = keep(n * sizeof(bool)),
                            .trail = keep(n * sizeof(int)),
                            .budget = STEPS};
}

void
forget(struct matcher *m, int mark)
{
    while (m->ntrail > mark)
        m->bound[m->trail[--m->ntrail]] = false;
}

static bool
bind(struct matcher *m, int capture, struct slice value)
{
    const struct demands *d = m->demands;
    m->values[capture] = value;
    m->bound[capture] = true;
    m->trail[m->ntrail++] = capture;
    for (int i = 0; i < d->ndifferences; i++) {
        const struct difference *x = &d->differences[i];
        if ((x->one == capture || x->other == capture) &&
            m->bound[x->one] && m->bound[x->other] &&
            same(m->values[x->one], m->values[x->other]))
            return false;
    }
    return true;
}

static size_t
run_of(int (*is)(int), struct slice text, size_t from)
{
    size_t i = from;
    while (i < text.len && is((unsigned char)text.at[i]))
        i++;
    return i - from;
}

static size_t
sign(struct slice text)
{
    return text.len > 0 && (text.at[0] == '-' || text.at[0] == '+');
}

static bool
is_int(struct slice text)
{
    size_t s = sign(text), digits = run_of(isdigit, text, s);
    return digits > 0 && s + digits == text.len;
}

static size_t
hex_prefix(struct slice text)
{
    bool has = text.len > 2 && text.at[0] == '0' &&
               (text.at[1] == 'x' || text.at[1] == 'X');
    return has && isxdigit((unsigned char)text.at[2]) ? 2 : 0;
}

static bool
is_hex(struct slice text)
{
    size_t p = hex_prefix(text), digits = run_of(isxdigit, text, p);
    return digits > 0 && p + digits == text.len;
}

/* Sign, digits, at most one point, an exponent: 3.14 .5 2. -1e-05 */
static bool
is_num(struct slice text)
{
    size_t i = sign(text), digits = run_of(isdigit, text, i);
    i += digits;
    if (i < text.len && text.at[i] == '.') {
        size_t behind = run_of(isdigit, text, i + 1);
        digits += behind;
        i += 1 + behind;
    }
    if (digits && i < text.len && (text.at[i] | 32) == 'e') {
        i++;
        if (i < text.len && (text.at[i] == '-' || text.at[i] == '+'))
            i++;
        size_t power = run_of(isdigit, text, i);
        i += power;
        digits = power;
    }
    return digits > 0 && i == text.len;
}

static int
in_a_number(int c)
{
    return isdigit(c) || strchr("+-.eE", c) != NULL;
}

static int
in_a_word(int c)
{
    return !isspace(c) && c != '\0';
}

/* The longest start of the text that may be of the form. */
static size_t
longest(enum form form, struct slice text)
{
    size_t len;
    switch (form) {
    case FORM_INT:
        return sign(text) + run_of(isdigit, text, sign(text));
    case FORM_HEX:
        return hex_prefix(text) + run_of(isxdigit, text, hex_prefix(text));
    case FORM_NUM:
        len = run_of(in_a_number, text, 0);
        return len < LONGEST_NUMBER ? len : LONGEST_NUMBER;
    case FORM_WORD:
        return run_of(in_a_word, text, 0);
    default:
        return text.len;
    }
}

static bool
fits(const struct part *part, enum form form, struct slice text)
{
    bool good = form == FORM_INT    ? is_int(text)
                : form == FORM_HEX  ? is_hex(text)
                : form == FORM_NUM  ? is_num(text)
                : form == FORM_WORD ? text.len > 0
                                    : true;
    if (!good || !part->bounded)
        return good;
    char digits[LONGEST_NUMBER + 1];
    if (text.len > LONGEST_NUMBER)
        return false;
    memcpy(digits, text.at, text.len);
    digits[text.len] = '\0';
    double value = strtod(digits, NULL);
    return part->low <= value && value <= part->high;
}

static bool
starts_with(struct slice text, struct slice start)
{
    return text.len >= start.len &&
           (start.len == 0 || memcmp(text.at, start.at, start.len) == 0);
}

/* Do the parts from `part` on match the text?  `open`: more text may
 * follow. */
static bool
match_parts(struct matcher *m, const struct want *want, int part,
            struct slice text, bool open)
{
    if (--m->budget < 0)
        return false;
    if (part == want->nparts)
        return open || text.len == 0;
    const struct part *p = &want->parts[part];
    bool caught = p->capture >= 0 && !m->blind;
    if (!p->is_hole || (caught && m->bound[p->capture])) {
        struct slice must = p->is_hole ? m->values[p->capture] : p->literal;
        if (!starts_with(text, must) ||
            (p->bounded && !fits(p, p->form, must)))
            return false;
        text.at += must.len;
        text.len -= must.len;
        return match_parts(m, want, part + 1, text, open);
    }
    enum form form = p->form == FORM_SAME
                         ? m->demands->captures[p->capture].form
                         : p->form;
    for (size_t len = longest(form, text) + 1; len-- > 0;) {
        struct slice taken = {text.at, len};
        struct slice rest = {text.at + len, text.len - len};
        int mark = m->ntrail;
        if (!fits(p, form, taken))
            continue;
        if ((!caught || bind(m, p->capture, taken)) &&
            match_parts(m, want, part + 1, rest, open))
            return true;
        forget(m, mark);
        if (m->budget < 0)
            return false;
    }
    return false;
}

/* Does the whole line match?  If so its captures are bound, else nothing
 * has changed. */
bool
match_line(struct matcher *m, const struct want *want, struct slice line)
{
    return match_parts(m, want, 0, line, false);
}

/* Does the pattern match somewhere inside the line? */
bool
match_inside(struct matcher *m, const struct want *want, struct slice line)
{
    for (size_t i = 0; i <= line.len; i++) {
        struct slice rest = {line.at + i, line.len - i};
        if (match_parts(m, want, 0, rest, true))
            return true;
    }
    return false;
}

/* The "[...]" a line begins with, or an empty slice. */
struct slice
tag_of(struct slice line)
{
    const char *end = line.len && line.at[0] == '['
                          ? memchr(line.at, ']', line.len)
                          : NULL;
    return (struct slice){line.at, end ? (size_t)(end + 1 - line.at) : 0};
}
