/*
 * contract_hole.c - one line of a block becomes a pattern: literal text and
 * holes.
 *
 * The syntax of a hole:
 *   {EXPRESSION}                the value of a parameter or a calculation
 *   {NAME:FROM..TO}             repeat the line for each value
 *   {FORM}  {FORM LOW..HIGH}    anything of that form, in bounds
 *   {NAME=FORM}  {NAME}         the same, caught under a name; equal to it
 *   {FORM!=NAME}                anything that differs from what was caught
 * A caught name may carry an index, {pid[r]=int}: one name for each r.
 */
#define _POSIX_C_SOURCE 200809L
#include "contract_fold.h"

#include <string.h>

static const struct {
    const char *word;
    enum form form;
} forms[] = {
    {"int", FORM_INT},   {"hex", FORM_HEX}, {"num", FORM_NUM},
    {"word", FORM_WORD}, {"any", FORM_ANY},
};

static bool
find_form(struct slice word, enum form *form)
{
    for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++)
        if (same(slice_of(forms[i].word), word)) {
            *form = forms[i].form;
            return true;
        }
    return false;
}

static void
add_part(struct want *want, struct part part)
{
    want->parts =
        grown(want->parts, (size_t)want->nparts, sizeof *want->parts);
    want->parts[want->nparts++] = part;
}

/* Literal text beside literal text is one part. */
static void
add_literal(struct want *want, const char *at, size_t len)
{
    struct part *last =
        want->nparts ? &want->parts[want->nparts - 1] : NULL;
    if (len == 0)
        return;
    if (last && !last->is_hole) {
        last->literal =
            slice_of(keep_format("%.*s%.*s", (int)last->literal.len,
                                 last->literal.at, (int)len, at));
        return;
    }
    add_part(want, (struct part){.literal = {at, len}, .capture = -1});
}

static int
capture_named(struct folding *f, const char *name, enum form form)
{
    struct demands *d = f->demands;
    for (int i = 0; i < d->ncaptures; i++)
        if (strcmp(d->captures[i].name, name) == 0) {
            if (d->captures[i].form == FORM_SAME)
                d->captures[i].form = form;
            return i;
        }
    d->captures =
        grown(d->captures, (size_t)d->ncaptures, sizeof *d->captures);
    d->captures[d->ncaptures] = (struct capture){name, form, f->scope.line};
    return d->ncaptures++;
}

/* NAME or NAME[EXPRESSION], the index calculated.  NULL with a mistake if
 * the index is wrong. */
static const char *
take_caught_name(struct folding *f, const char **at)
{
    int64_t index;
    struct slice name = take_name(at);
    if (**at != '[')
        return keep_text(name.at, name.len);
    (*at)++;
    if (!evaluate_whole(&f->scope, at, &index))
        return NULL;
    skip_spaces(at);
    if (**at != ']') {
        WRONG(f, "a ']' is missing");
        return NULL;
    }
    (*at)++;
    return keep_format("%.*s[%lld]", (int)name.len, name.at,
                       (long long)index);
}

static bool
take_bounds(struct folding *f, const char **at, struct part *part)
{
    struct number low, high;
    if (!evaluate(&f->scope, at, &low))
        return false;
    skip_spaces(at);
    if (strncmp(*at, "..", 2) != 0)
        return WRONG(f, "expected LOW..HIGH, not '%s'", *at);
    *at += 2;
    if (!evaluate(&f->scope, at, &high))
        return false;
    if (high.value < low.value)
        return WRONG(f, "the bounds are reversed: %g..%g", low.value,
                     high.value);
    if (part->form != FORM_INT && part->form != FORM_NUM)
        return WRONG(f, "only int and num have bounds");
    part->bounded = true;
    part->low = low.value;
    part->high = high.value;
    skip_spaces(at);
    return true;
}

/* Behind `!=`: the difference is settled when all names are known. */
static bool
take_difference(struct folding *f, const char **at, struct part *part)
{
    *at += 2;
    const char *other = take_caught_name(f, at);
    if (!other)
        return false;
    if (part->capture < 0)
        part->capture = capture_named(
            f, keep_format("#%d", f->demands->ncaptures), part->form);
    f->pending = grown(f->pending, (size_t)f->npending, sizeof *f->pending);
    f->pending[f->npending++] =
        (struct pending){part->capture, f->scope.line, other};
    skip_spaces(at);
    return true;
}

/* Reads the rest of a hole behind its form. */
static bool
add_form(struct folding *f, const char *at, const char *caught,
         enum form form)
{
    struct part part = {.is_hole = true, .form = form, .capture = -1};
    if (caught)
        part.capture = capture_named(f, caught, form);
    skip_spaces(&at);
    if (*at && strncmp(at, "!=", 2) != 0 && !take_bounds(f, &at, &part))
        return false;
    if (strncmp(at, "!=", 2) == 0 && !take_difference(f, &at, &part))
        return false;
    if (*at)
        return WRONG(f, "what is '%s' in the braces?", at);
    add_part(&f->want, part);
    return true;
}

/* {NAME} or {NAME[i]} that is no parameter: what was caught elsewhere. */
static bool
add_reference(struct folding *f, const char *name)
{
    int capture = capture_named(f, name, FORM_SAME);
    add_part(&f->want, (struct part){.is_hole = true,
                                     .form = FORM_SAME,
                                     .capture = capture});
    return true;
}

static bool
add_value(struct folding *f, const char *hole)
{
    const char *at = hole;
    int64_t value;
    if (!evaluate_whole(&f->scope, &at, &value))
        return false;
    skip_spaces(&at);
    if (*at)
        return WRONG(f, "what is '%s' in the braces?", at);
    const char *digits = keep_format("%lld", (long long)value);
    add_literal(&f->want, digits, strlen(digits));
    return true;
}

/* Adds the text of one hole to the pattern; `hole` is what stands between
 * the braces. */
static bool
add_hole(struct folding *f, const char *hole)
{
    const char *at = hole, *caught = NULL;
    enum form form;
    skip_spaces(&at);
    const char *start = at;
    struct slice name = take_name(&at);
    if (find_form(name, &form))
        return add_form(f, at, NULL, form);
    const struct setting *setting =
        name.len ? scope_find(&f->scope, name) : NULL;
    const char *behind = at;
    skip_spaces(&behind);
    if (setting && (*behind == '\0' || *behind == ':')) {
        add_literal(&f->want, setting->value, strlen(setting->value));
        return true;
    }
    if (name.len && (*behind == '\0' || *at == '[' || *behind == '=')) {
        at = start;
        if (!(caught = take_caught_name(f, &at)))
            return false;
        skip_spaces(&at);
        if (*at == '\0')
            return add_reference(f, caught);
        if (*at != '=')
            return WRONG(f, "what is '%s' in the braces?", at);
        if (setting && behind[0] == '=')
            return WRONG(f, "%s is a parameter, it cannot catch anything",
                         caught);
        at++;
        skip_spaces(&at);
        name = take_name(&at);
        if (!find_form(name, &form))
            return WRONG(f, "'%.*s' is no form: int hex num word any",
                         (int)name.len, name.at);
        return add_form(f, at, caught, form);
    }
    return add_value(f, start);
}

/* "r=2 i=0" for the ranges of this line. */
static const char *
repetition(const struct folding *f)
{
    const char *label = "";
    for (int i = f->scope.nsettings - f->nranges; i < f->scope.nsettings;
         i++)
        label = keep_format("%s%s%s=%s", label, *label ? " " : "",
                            f->scope.settings[i].name,
                            f->scope.settings[i].value);
    return label;
}

bool
fold_line(struct folding *f, struct want *want)
{
    const char *at = f->source->text;
    f->want = (struct want){
        .block = want->block, .source = f->source, .label = repetition(f)};
    while (*at) {
        size_t len = strcspn(at, "{");
        add_literal(&f->want, at, len);
        at += len;
        if (*at == '\0')
            break;
        if (at[1] == '{') {
            add_literal(&f->want, at, 1);
            at += 2;
            continue;
        }
        size_t inside = strcspn(at + 1, "{}");
        if (at[1 + inside] != '}')
            return WRONG(f, "a '}' is missing (write {{ for a brace)");
        if (inside == 0)
            return WRONG(f, "empty braces (write {{ for a brace)");
        if (!add_hole(f, keep_text(at + 1, inside)))
            return false;
        at += inside + 2;
    }
    *want = f->want;
    return true;
}

const char *
want_text(const struct demands *demands, const struct want *want)
{
    const char *text = "";
    for (int i = 0; i < want->nparts; i++) {
        const struct part *p = &want->parts[i];
        const char *name =
            p->capture < 0 ? "" : demands->captures[p->capture].name;
        if (!p->is_hole)
            text = keep_format("%s%.*s", text, (int)p->literal.len,
                               p->literal.at);
        else if (p->form == FORM_SAME)
            text = keep_format("%s{%s}", text, name);
        else if (p->bounded)
            text = keep_format("%s{%s %.10g..%.10g}", text,
                               forms[p->form].word, p->low, p->high);
        else if (*name && *name != '#')
            text =
                keep_format("%s{%s=%s}", text, name, forms[p->form].word);
        else
            text = keep_format("%s{%s}", text, forms[p->form].word);
    }
    return text;
}
