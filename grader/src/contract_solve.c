/*
 * contract_solve.c - can the lines of a text be given to the patterns of a
 * contract, each line to one pattern?
 *
 * The number of patterns is fixed, so every block owns a fixed stretch of
 * the text.  Patterns are settled in an order that never has to be revised
 * as long as possible: first those whose line is fixed by its place, then
 * exact text in any order, then patterns that catch something (searched,
 * with undoing), at last plain holes (a matching in a bipartite graph).
 */
#define _POSIX_C_SOURCE 200809L
#include "contract.h"

#include <stdlib.h>
#include <string.h>

#define FREE (-1)

struct solver {
    struct matcher *m;
    const struct output *output;
    const struct wants *wants;
    int *first, *last;  /* the lines a pattern may have: [first, last) */
    int *owner;         /* of each line: a pattern or FREE */
    int *line_of;       /* of each pattern: a line or FREE */
    int *loose, nloose; /* patterns that catch something */
    int *plain, nplain; /* patterns with holes only */
    bool *seen;         /* lines visited by augment */
    int *saved;         /* owners before a matching was tried */
};

static struct slice
line_at(const struct solver *s, int line)
{
    return s->output->lines[s->output->counted[line]];
}

static bool
matches_something(struct matcher *m, const struct wants *wants,
                  struct slice line, bool inside)
{
    for (int i = 0; i < wants->count; i++) {
        const struct want *w = &wants->all[i];
        if (inside ? match_inside(m, w, line) : match_line(m, w, line))
            return true;
    }
    return false;
}

void
count_lines(struct matcher *m, struct slice text, bool stderr_mixed,
            struct output *output)
{
    const struct demands *d = m->demands;
    bool was_blind = m->blind;
    m->blind = true;
    output->nlines = split_lines(text, &output->lines);
    output->counted = keep(((size_t)output->nlines + 1) * sizeof(int));
    output->ncounted = 0;
    for (int i = 0; i < output->nlines; i++) {
        struct slice line = output->lines[i];
        /* What a block can use is never ignored. */
        if (d->ignore.count == 0 && !stderr_mixed)
            output->counted[output->ncounted++] = i;
        else if (matches_something(m, &d->out, line, false) ||
                 (!stderr_mixed &&
                  !matches_something(m, &d->ignore, line, false)))
            output->counted[output->ncounted++] = i;
    }
    m->blind = was_blind;
}

/* How many patterns of the block carry this tag. */
int
tagged_wants(const struct demands *demands, int block, struct slice tag)
{
    int count = 0;
    for (int i = 0; i < demands->out.count && tag.len; i++)
        count += demands->out.all[i].block == block &&
                 same(demands->out.all[i].tag, tag);
    return count;
}

/* The line with the same tag that is as far down as the pattern. */
static int
tagged_line(const struct solver *s, int want, int first, int last)
{
    const struct want *all = s->wants->all;
    int before = 0;
    for (int i = first; i < want; i++)
        before += same(all[i].tag, all[want].tag);
    for (int line = first; line < last; line++)
        if (same(tag_of(line_at(s, line)), all[want].tag) && before-- == 0)
            return line;
    return FREE;
}

/* Finds the stretch of every pattern; one line where its place is fixed. */
static bool
place(struct solver *s)
{
    const struct want *all = s->wants->all;
    const struct block *blocks = s->m->demands->of->blocks;
    int first = 0, last = 0;
    for (int i = 0; i < s->wants->count; i++) {
        if (i == last) {
            first = i;
            while (last < s->wants->count &&
                   all[last].block == all[first].block)
                last++;
        }
        s->first[i] = first;
        s->last[i] = last;
        if (blocks[all[i].block].kind == BLOCK_LINES)
            s->first[i] = i;
        else if (all[i].tag.len)
            s->first[i] = tagged_line(s, i, first, last);
        else
            continue;
        s->last[i] = s->first[i] + 1;
        if (s->first[i] == FREE)
            return false;
    }
    return true;
}

static void
give(struct solver *s, int want, int line)
{
    s->owner[line] = want;
    s->line_of[want] = line;
}

static bool
settle_fixed(struct solver *s)
{
    for (int i = 0; i < s->wants->count; i++) {
        if (s->last[i] - s->first[i] != 1)
            continue;
        if (s->owner[s->first[i]] != FREE ||
            !match_line(s->m, &s->wants->all[i], line_at(s, s->first[i])))
            return false;
        give(s, i, s->first[i]);
    }
    return true;
}

static bool
is_exact(const struct want *want)
{
    return want->nparts == 0 ||
           (want->nparts == 1 && !want->parts[0].is_hole);
}

static bool
settle_exact(struct solver *s)
{
    for (int i = 0; i < s->wants->count; i++) {
        if (s->line_of[i] != FREE || !is_exact(&s->wants->all[i]))
            continue;
        for (int j = s->first[i]; j < s->last[i]; j++)
            if (s->owner[j] == FREE &&
                match_line(s->m, &s->wants->all[i], line_at(s, j))) {
                give(s, i, j);
                break;
            }
        if (s->line_of[i] == FREE)
            return false;
    }
    return true;
}

static bool
catches(const struct solver *s, const struct want *want)
{
    for (int i = 0; i < want->nparts; i++)
        if (want->parts[i].capture >= 0 &&
            !s->m->bound[want->parts[i].capture])
            return true;
    return false;
}

static int
candidates(struct solver *s, int want)
{
    int count = 0, mark = s->m->ntrail;
    for (int j = s->first[want]; j < s->last[want]; j++)
        if (s->owner[j] == FREE) {
            count += match_line(s->m, &s->wants->all[want], line_at(s, j));
            forget(s->m, mark);
        }
    return count;
}

/* Patterns that are left, those with the fewest lines first. */
static void
sort_the_rest(struct solver *s)
{
    int *choices = keep((size_t)s->wants->count * sizeof *choices);
    for (int i = 0; i < s->wants->count; i++) {
        if (s->line_of[i] != FREE)
            continue;
        if (!catches(s, &s->wants->all[i])) {
            s->plain[s->nplain++] = i;
            continue;
        }
        choices[i] = candidates(s, i);
        int at = s->nloose++;
        for (; at > 0 && choices[s->loose[at - 1]] > choices[i]; at--)
            s->loose[at] = s->loose[at - 1];
        s->loose[at] = i;
    }
}

/* Gives `want` a line, moving other plain patterns if need be. */
static bool
augment(struct solver *s, int want)
{
    for (int j = s->first[want]; j < s->last[want]; j++) {
        if (s->seen[j] ||
            !match_line(s->m, &s->wants->all[want], line_at(s, j)))
            continue;
        s->seen[j] = true;
        if (s->owner[j] == FREE || augment(s, s->owner[j])) {
            give(s, want, j);
            return true;
        }
    }
    return false;
}

static bool
settle_plain(struct solver *s)
{
    int lines = s->output->ncounted;
    size_t bytes = (size_t)lines * sizeof *s->owner;
    memcpy(s->saved, s->owner, bytes);
    for (int i = 0; i < s->nplain; i++) {
        /* Only lines that plain patterns hold may be moved. */
        for (int j = 0; j < lines; j++)
            s->seen[j] = s->saved[j] != FREE;
        if (augment(s, s->plain[i]))
            continue;
        memcpy(s->owner, s->saved, bytes);
        return false;
    }
    return true;
}

/* Tries every line for the patterns that catch something. */
static bool
settle_loose(struct solver *s, int index)
{
    if (index == s->nloose)
        return settle_plain(s);
    int want = s->loose[index], mark = s->m->ntrail;
    for (int j = s->first[want]; j < s->last[want]; j++) {
        if (s->owner[j] != FREE ||
            !match_line(s->m, &s->wants->all[want], line_at(s, j)))
            continue;
        give(s, want, j);
        if (settle_loose(s, index + 1))
            return true;
        s->owner[j] = s->line_of[want] = FREE;
        forget(s->m, mark);
        if (s->m->budget < 0)
            return false;
    }
    return false;
}

static int *
numbers(int count)
{
    int *all = keep(((size_t)count + 1) * sizeof *all);
    for (int i = 0; i < count; i++)
        all[i] = FREE;
    return all;
}

/* Is there a way to give every line to one pattern and every pattern one
 * line?  The captures are then bound. */
bool
satisfies(struct matcher *m, const struct output *output)
{
    const struct wants *wants = &m->demands->out;
    int n = wants->count;
    struct solver s = {.m = m, .output = output, .wants = wants};
    if (output->ncounted != n)
        return false;
    s.first = numbers(n);
    s.last = numbers(n);
    s.owner = numbers(n);
    s.line_of = numbers(n);
    s.loose = numbers(n);
    s.plain = numbers(n);
    s.saved = numbers(n);
    s.seen = keep(((size_t)n + 1) * sizeof *s.seen);
    if (!place(&s) || !settle_fixed(&s) || !settle_exact(&s))
        return false;
    sort_the_rest(&s);
    return settle_loose(&s, 0);
}
