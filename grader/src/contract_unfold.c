/*
 * contract_unfold.c - one combination of a case becomes demands: the lines
 * of its blocks are repeated over their ranges, tagged, and the names they
 * catch are settled.
 */
#define _POSIX_C_SOURCE 200809L
#include "contract_fold.h"

#include <string.h>

#define MOST_LINES 100000

/* The first hole {NAME:FROM..TO} whose name is not set by this line yet;
 * sets *name to an empty slice when there is none. */
static bool
find_range(struct folding *f, struct slice *name, int64_t *from,
           int64_t *to)
{
    int seen = 0;
    *name = (struct slice){0};
    for (const char *at = f->source->text; (at = strchr(at, '{')); at++) {
        if (at[1] == '{') {
            at++;
            continue;
        }
        const char *in = at + 1;
        skip_spaces(&in);
        struct slice found = take_name(&in);
        skip_spaces(&in);
        if (found.len == 0 || *in != ':' || seen++ < f->nranges)
            continue;
        if (scope_find(&f->scope, found))
            return WRONG(f, "%.*s has a value already", (int)found.len,
                         found.at);
        in++;
        if (!evaluate_whole(&f->scope, &in, from))
            return false;
        if (strncmp(in, "..", 2) != 0)
            return WRONG(f, "expected NAME:FROM..TO at '%s'", in);
        in += 2;
        if (!evaluate_whole(&f->scope, &in, to))
            return false;
        skip_spaces(&in);
        if (*in != '}')
            return WRONG(f, "expected NAME:FROM..TO} at '%s'", in);
        *name = found;
        return true;
    }
    return true;
}

/* One pattern, or one for each value of the line's ranges. */
static bool
fold_repeated(struct folding *f, int block)
{
    struct slice name;
    int64_t from = 0, to = 0;
    if (!find_range(f, &name, &from, &to))
        return false;
    if (name.len == 0) {
        struct want want = {.block = block};
        if (f->into->count >= MOST_LINES)
            return WRONG(f, "more than %d lines", MOST_LINES);
        if (!fold_line(f, &want))
            return false;
        f->into->all = grown(f->into->all, (size_t)f->into->count,
                             sizeof *f->into->all);
        f->into->all[f->into->count++] = want;
        return true;
    }
    /* FROM..FROM-1 is a range without values: nothing is left to print. */
    if (to < from - 1)
        return WRONG(f, "the range is reversed: %lld..%lld",
                     (long long)from, (long long)to);
    if (f->scope.nsettings == MOST_SETTINGS)
        return WRONG(f, "too many ranges");
    struct setting *s = &f->scope.settings[f->scope.nsettings++];
    f->nranges++;
    bool good = true;
    for (int64_t v = from; v <= to && good; v++) {
        *s = (struct setting){keep_text(name.at, name.len),
                              keep_format("%lld", (long long)v), NULL};
        good = fold_repeated(f, block);
    }
    f->nranges--;
    f->scope.nsettings--;
    return good;
}

/* Gives references their form, and differences their other side. */
static bool
settle_names(struct folding *f)
{
    struct demands *d = f->demands;
    for (int i = 0; i < d->ncaptures; i++) {
        f->scope.line = d->captures[i].line;
        if (d->captures[i].form == FORM_SAME)
            return WRONG(f,
                         "unknown name '%s': no parameter, and nothing "
                         "is caught under it",
                         d->captures[i].name);
    }
    for (int i = 0; i < f->npending; i++) {
        size_t len = strlen(f->pending[i].other);
        bool found = false;
        for (int j = 0; j < d->ncaptures; j++) {
            const char *name = d->captures[j].name;
            if (strncmp(name, f->pending[i].other, len) != 0 ||
                (name[len] != '\0' && name[len] != '['))
                continue;
            found = true;
            if (j == f->pending[i].capture)
                continue;
            d->differences = grown(d->differences, (size_t)d->ndifferences,
                                   sizeof *d->differences);
            d->differences[d->ndifferences++] =
                (struct difference){f->pending[i].capture, j};
        }
        f->scope.line = f->pending[i].line;
        if (!found)
            return WRONG(f, "unknown name '%s'", f->pending[i].other);
    }
    return true;
}

static bool
set_tag(struct folding *f, struct want *want)
{
    if (want->nparts == 0 || want->parts[0].is_hole ||
        want->parts[0].literal.at[0] != '[')
        return true;
    want->tag = tag_of(want->parts[0].literal);
    f->scope.line = want->source->number;
    if (want->tag.len == 0)
        return WRONG(f, "the [TAG] of an interleaved line is fixed text");
    return true;
}

static bool
fold_block(struct folding *f, int index)
{
    const struct block *block = &f->demands->of->blocks[index];
    f->into = block->kind == BLOCK_IGNORE   ? &f->demands->ignore
              : block->kind == BLOCK_STDERR ? &f->demands->err
                                            : &f->demands->out;
    int first = f->into->count;
    for (int i = 0; i < block->nlines; i++) {
        f->source = &block->lines[i];
        f->scope.line = f->source->number;
        if (!fold_repeated(f, index))
            return false;
    }
    for (int i = first; i < f->into->count; i++)
        if (block->kind == BLOCK_INTERLEAVED &&
            !set_tag(f, &f->into->all[i]))
            return false;
    return true;
}

/* The command line of a pattern that may only hold values. */
static bool
fold_command(struct folding *f)
{
    struct want want = {.block = -1};
    const struct source_line *run = &f->demands->of->run;
    f->source = run;
    f->scope.line = run->number;
    if (!fold_line(f, &want))
        return false;
    if (want.nparts != 1 || want.parts[0].is_hole)
        return WRONG(f, "a run line can only hold values");
    f->demands->command =
        keep_text(want.parts[0].literal.at, want.parts[0].literal.len);
    return true;
}

bool
unfold(const struct contract *contract, const struct contract_case *of,
       const struct setting *settings, int nsettings,
       struct demands *demands, struct sentence *mistake)
{
    struct folding f = {
        .scope = {.path = contract->path, .mistake = mistake},
        .demands = demands};
    *demands = (struct demands){.of = of};
    for (int i = 0; i < nsettings; i++)
        f.scope.settings[f.scope.nsettings++] = settings[i];
    if (!fold_command(&f))
        return false;
    for (int i = 0; i < of->nblocks; i++)
        if (!fold_block(&f, i))
            return false;
    if (of->ending == ENDS_REFUSED) {
        f.source = &of->refused;
        f.scope.line = of->refused.number;
        if (!fold_line(&f, &demands->refused))
            return false;
    }
    return settle_names(&f);
}
