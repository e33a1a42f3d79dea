/*
 * contract_reason.c - the verdict on a text, and the first reason against
 * it in one sentence: which line, what was expected, what was there.
 *
 * The search of contract_solve.c says yes or no.  After a no this file goes
 * through the text from the top, without captures at first, and stops at
 * the first line that no pattern left in its block can take.
 */
#define _POSIX_C_SOURCE 200809L
#include "contract.h"

#include <string.h>

#define MISSING_SHOWN 3
#define FREE (-1)

struct diagnosis {
    struct matcher *m;
    const struct output *output;
    struct sentence *reason;
    int *owner;      /* of each counted line: a pattern or FREE */
    int first, last; /* the patterns of the block at hand */
    bool *seen;      /* patterns visited by augment */
    int *line_of;    /* of each pattern: a counted line or FREE */
};

static const struct want *
want_at(const struct diagnosis *d, int i)
{
    return &d->m->demands->out.all[i];
}

static struct slice
line_at(const struct diagnosis *d, int line)
{
    return d->output->lines[d->output->counted[line]];
}

static void
say_want(const struct diagnosis *d, const struct want *want)
{
    say_quoted(d->reason, slice_of(want_text(d->m->demands, want)));
    if (*want->label)
        say(d->reason, " (%s is missing)", want->label);
}

/* "one of "A", "B" and 3 more" for the patterns of the block without a
 * line; with a tag only the next pattern of that tag. */
static void
say_missing(const struct diagnosis *d, struct slice tag)
{
    int missing = 0, shown = 0;
    for (int i = d->first; i < d->last; i++)
        if (d->line_of[i] == FREE &&
            (tag.len == 0 || same(want_at(d, i)->tag, tag)))
            missing++;
    if (tag.len && missing > 1)
        missing = 1;
    say(d->reason, missing > 1 ? "one of: "
                   : missing   ? ""
                               : "nothing more");
    if (tag.len && !missing)
        say(d->reason, " of %.*s", (int)tag.len, tag.at);
    for (int i = d->first; i < d->last && shown < missing; i++) {
        if (d->line_of[i] != FREE ||
            (tag.len && !same(want_at(d, i)->tag, tag)))
            continue;
        if (shown == MISSING_SHOWN) {
            say(d->reason, " and %d more", missing - shown);
            return;
        }
        say(d->reason, shown++ ? ", " : "");
        say_want(d, want_at(d, i));
    }
}

/* Says that the line is not what its block still expects; always false. */
static bool
refuse_line(struct diagnosis *d, int line, struct slice tag)
{
    say(d->reason, "line %d: expected ", d->output->counted[line] + 1);
    say_missing(d, tag);
    say(d->reason, ", got ");
    say_quoted(d->reason, line_at(d, line));
    return false;
}

static bool
refuse_end(struct diagnosis *d)
{
    if (d->output->ncounted == 0)
        say(d->reason, "there is no output; expected ");
    else
        say(d->reason, "the output ends after line %d; still expected ",
            d->output->counted[d->output->ncounted - 1] + 1);
    say_missing(d, (struct slice){0});
    return false;
}

static void
give(struct diagnosis *d, int want, int line)
{
    d->owner[line] = want;
    d->line_of[want] = line;
}

static bool
could_take(struct diagnosis *d, int want, int line)
{
    return !d->seen[want] && want_at(d, want)->tag.len == 0 &&
           match_line(d->m, want_at(d, want), line_at(d, line));
}

/* Finds a pattern for the line, moving lines placed before if need be. */
static bool
augment(struct diagnosis *d, int line)
{
    for (int i = d->first; i < d->last; i++)
        if (d->line_of[i] == FREE && could_take(d, i, line)) {
            give(d, i, line);
            return true;
        }
    for (int i = d->first; i < d->last; i++) {
        if (d->line_of[i] == FREE || !could_take(d, i, line))
            continue;
        d->seen[i] = true;
        if (augment(d, d->line_of[i])) {
            give(d, i, line);
            return true;
        }
    }
    return false;
}

/* A line with a tag of its block must match the next pattern of the tag. */
static bool
take_tagged(struct diagnosis *d, int line, struct slice tag)
{
    for (int i = d->first; i < d->last; i++) {
        if (d->line_of[i] != FREE || !same(want_at(d, i)->tag, tag))
            continue;
        if (!match_line(d->m, want_at(d, i), line_at(d, line)))
            break;
        give(d, i, line);
        return true;
    }
    return refuse_line(d, line, tag);
}

static bool
take_unordered(struct diagnosis *d, int line)
{
    int block = want_at(d, d->first)->block;
    struct slice tag = tag_of(line_at(d, line));
    if (tagged_wants(d->m->demands, block, tag) > 0)
        return take_tagged(d, line, tag);
    memset(d->seen, 0, (size_t)d->last * sizeof *d->seen);
    return augment(d, line) || refuse_line(d, line, (struct slice){0});
}

/* Lines in order: only the next pattern may be shown as missing. */
static bool
take_next(struct diagnosis *d, int line)
{
    if (match_line(d->m, want_at(d, line), line_at(d, line))) {
        give(d, line, line);
        return true;
    }
    d->first = line;
    d->last = line + 1;
    return refuse_line(d, line, (struct slice){0});
}

/* The block that begins with pattern `first`. */
static bool
explain_block(struct diagnosis *d, int first)
{
    const struct wants *wants = &d->m->demands->out;
    int block = wants->all[first].block;
    enum block_kind kind = d->m->demands->of->blocks[block].kind;
    d->first = d->last = first;
    while (d->last < wants->count && wants->all[d->last].block == block)
        d->last++;
    for (int line = first, end = d->last; line < end; line++) {
        if (line == d->output->ncounted) {
            if (kind == BLOCK_LINES) {
                d->first = line;
                d->last = line + 1;
            }
            return refuse_end(d);
        }
        if (kind == BLOCK_LINES ? !take_next(d, line)
                                : !take_unordered(d, line))
            return false;
    }
    return true;
}

/* Every line fits by itself: then what was caught does not agree. */
static bool
explain_captures(struct diagnosis *d)
{
    d->m->blind = false;
    forget(d->m, 0);
    for (int line = 0; line < d->output->ncounted; line++) {
        const struct want *want = want_at(d, d->owner[line]);
        if (match_line(d->m, want, line_at(d, line)))
            continue;
        say(d->reason, "line %d: expected ", d->output->counted[line] + 1);
        say_quoted(d->reason, slice_of(want_text(d->m->demands, want)));
        int any = 0;
        for (int i = 0; i < d->m->demands->ncaptures; i++) {
            const char *name = d->m->demands->captures[i].name;
            if (!d->m->bound[i] || *name == '#')
                continue;
            say(d->reason, "%s%s=", any++ ? ", " : " with ", name);
            say_quoted(d->reason, d->m->values[i]);
        }
        say(d->reason, ", got ");
        say_quoted(d->reason, line_at(d, line));
        return false;
    }
    say(d->reason, "each line fits, but what is caught does not agree");
    return false;
}

static bool
explain(struct matcher *m, const struct output *output,
        struct sentence *reason)
{
    int wants = m->demands->out.count;
    struct diagnosis d = {.m = m, .output = output, .reason = reason};
    d.owner = keep(((size_t)output->ncounted + 1) * sizeof(int));
    d.line_of = keep(((size_t)wants + 1) * sizeof(int));
    d.seen = keep(((size_t)wants + 1) * sizeof(bool));
    for (int i = 0; i < wants; i++)
        d.line_of[i] = FREE;
    m->blind = true;
    forget(m, 0);
    for (int first = 0; first < wants; first = d.last)
        if (!explain_block(&d, first))
            return false;
    if (output->ncounted > wants) {
        d.first = d.last = wants;
        return refuse_line(&d, wants, (struct slice){0});
    }
    return explain_captures(&d);
}

static bool
check_lines(struct matcher *m, const struct output *output,
            struct sentence *reason)
{
    if (satisfies(m, output))
        return true;
    if (m->budget < 0)
        say(reason, "the contract is too ambiguous to decide");
    else
        explain(m, output, reason);
    return false;
}

/* Every pattern of the stderr block must appear in some line. */
static bool
check_err(struct matcher *m, struct slice err, struct sentence *reason)
{
    struct slice *lines;
    int count = split_lines(err, &lines);
    for (int i = 0; i < m->demands->err.count; i++) {
        const struct want *want = &m->demands->err.all[i];
        bool found = false;
        for (int j = 0; j < count && !found; j++)
            found = match_inside(m, want, lines[j]);
        if (found)
            continue;
        say(reason, "no error message holds ");
        say_quoted(reason, slice_of(want_text(m->demands, want)));
        return false;
    }
    return true;
}

static bool
has_block(const struct contract_case *of, bool err)
{
    for (int i = 0; i < of->nblocks; i++)
        if (of->blocks[i].kind != BLOCK_IGNORE &&
            (of->blocks[i].kind == BLOCK_STDERR) == err)
            return true;
    return false;
}

/* May stderr hold lines that no pattern names? */
static bool
free_stderr(const struct contract_case *of)
{
    return of->ending == ENDS_RACES || of->ending == ENDS_REFUSED ||
           has_block(of, true);
}

static bool
check_refused(struct matcher *m, struct slice text, struct sentence *reason)
{
    struct slice *lines;
    int count = split_lines(text, &lines);
    for (int i = 0; i < count; i++)
        if (match_inside(m, &m->demands->refused, lines[i]))
            return true;
    say(reason, "it was not refused with ");
    say_quoted(reason,
               slice_of(want_text(m->demands, &m->demands->refused)));
    if (count) {
        say(reason, "; line 1 is ");
        say_quoted(reason, lines[0]);
    }
    return false;
}

/* Whoever stops a hanging program with Ctrl-C sees that as well. */
static void
cut_interrupt(struct slice *text)
{
    size_t end = text->len;
    if (end && text->at[end - 1] == '\n')
        end--;
    size_t start = end;
    while (start && text->at[start - 1] != '\n')
        start--;
    if (end - start >= 2 && memcmp(text->at + start, "^C", 2) == 0)
        text->len = start;
}

bool
check_mixed(const struct demands *demands, struct slice text,
            struct sentence *reason)
{
    struct matcher m = matcher_for(demands);
    struct output output;
    const struct contract_case *of = demands->of;
    if (of->ending == ENDS_HANGS)
        cut_interrupt(&text);
    if (of->ending == ENDS_REFUSED && !check_refused(&m, text, reason))
        return false;
    count_lines(&m, text, free_stderr(of), &output);
    return check_lines(&m, &output, reason) && check_err(&m, text, reason);
}

/* stderr without a stderr block: only lines the ignore block allows. */
static bool
check_quiet(struct matcher *m, struct slice err, struct sentence *reason)
{
    struct slice *lines;
    int count = split_lines(err, &lines);
    for (int i = 0; i < count; i++) {
        bool allowed = false;
        for (int j = 0; j < m->demands->ignore.count && !allowed; j++)
            allowed = match_line(m, &m->demands->ignore.all[j], lines[i]);
        if (allowed)
            continue;
        say(reason, "stderr is not empty: ");
        say_quoted(reason, lines[i]);
        return false;
    }
    return true;
}

bool
check_streams(const struct demands *demands, struct slice out,
              struct slice err, struct sentence *reason)
{
    struct matcher m = matcher_for(demands);
    struct output output;
    const struct contract_case *of = demands->of;
    if (of->ending == ENDS_REFUSED) {
        char *both = keep(out.len + err.len + 1);
        memcpy(both, out.at, out.len);
        memcpy(both + out.len, err.at, err.len);
        if (!check_refused(&m, (struct slice){both, out.len + err.len},
                           reason))
            return false;
    }
    count_lines(&m, out, false, &output);
    if (of->ending == ENDS_REFUSED && !has_block(of, false))
        return true;
    if (!check_lines(&m, &output, reason))
        return false;
    return free_stderr(of) ? check_err(&m, err, reason)
                           : check_quiet(&m, err, reason);
}
