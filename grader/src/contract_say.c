/*
 * contract_say.c - what a contract tells a reader: how the output may
 * differ from the one that is printed, and what to type.
 */
#define _POSIX_C_SOURCE 200809L
#include "contract.h"

#include <string.h>

/* What of the output of one combination is not fixed. */
struct freedom {
    bool all_loose, some_loose, tagged;
    bool numbers, addresses, words;
};

static bool
unequal(const struct demands *d, const struct want *a, const struct want *b)
{
    return strcmp(want_text(d, a), want_text(d, b)) != 0;
}

/* Can this line change places with another one of its block? */
static bool
can_move(const struct demands *d, const struct want *want)
{
    enum block_kind kind = d->of->blocks[want->block].kind;
    for (int i = 0; i < d->out.count && kind != BLOCK_LINES; i++) {
        const struct want *other = &d->out.all[i];
        if (other->block == want->block && unequal(d, want, other) &&
            (want->tag.len == 0 || !same(want->tag, other->tag)))
            return true;
    }
    return false;
}

static struct freedom
freedom_of(const struct demands *d)
{
    struct freedom f = {.all_loose = d->out.count > 0};
    for (int i = 0; i < d->out.count; i++) {
        const struct want *want = &d->out.all[i];
        if (!can_move(d, want))
            f.all_loose = false;
        else if (tagged_wants(d, want->block, want->tag) > 1)
            f.tagged = true;
        else
            f.some_loose = true;
        for (int j = 0; j < want->nparts; j++) {
            const struct part *p = &want->parts[j];
            if (!p->is_hole)
                continue;
            enum form form = p->form == FORM_SAME
                                 ? d->captures[p->capture].form
                                 : p->form;
            f.numbers |= form == FORM_INT || form == FORM_NUM;
            f.addresses |= form == FORM_HEX;
            f.words |= form == FORM_WORD || form == FORM_ANY;
        }
    }
    return f;
}

static void
print_order(const struct freedom *f)
{
    if (f->tagged)
        puts("Lines with different [tags] may mix; lines with the same "
             "[tag] keep their order.");
    if (f->some_loose)
        puts(f->all_loose && !f->tagged ? "Lines may come in any order."
                                        : "Some lines may come in any "
                                          "order.");
}

static void
print_holes(const struct freedom *f)
{
    if (f->numbers && f->addresses)
        puts("Numbers and addresses will differ.");
    else if (f->numbers)
        puts("Numbers will differ.");
    else if (f->addresses)
        puts("Addresses will differ.");
    if (f->words)
        puts("Some words will differ.");
}

int
contract_sentence(const struct contract *contract,
                  const struct contract_case *of)
{
    struct setting settings[MOST_SETTINGS];
    struct sentence mistake;
    struct demands d;
    /* the last values are the largest: one line alone has no order */
    preferred_combination(of, settings);
    for (int i = 0; i < of->nwith; i++)
        settings[i].value = of->with[i].values[of->with[i].nvalues - 1];
    if (!unfold(contract, of, settings, of->nwith, &d, &mistake)) {
        fprintf(stderr, "%s\n", mistake.text);
        return 2;
    }
    struct freedom f = freedom_of(&d);
    print_order(&f);
    print_holes(&f);
    if (d.ignore.count)
        puts("Further lines may appear.");
    if (d.err.count || of->ending == ENDS_REFUSED)
        puts("The wording of the error may differ.");
    if (of->ending == ENDS_HANGS)
        puts("This program does not end by itself.");
    if (of->ending == ENDS_RACES)
        puts("This program has a data race.");
    return 0;
}

/* Prints the run line of each case; `mpirun!` is typed as mpirun. */
int
contract_example(const struct contract *contract)
{
    for (int i = 0; i < contract->ncases; i++) {
        const struct contract_case *of = &contract->cases[i];
        struct setting settings[MOST_SETTINGS];
        struct sentence mistake;
        struct demands d;
        preferred_combination(of, settings);
        if (!unfold(contract, of, settings, of->nwith, &d, &mistake)) {
            fprintf(stderr, "%s\n", mistake.text);
            return 2;
        }
        for (const char *at = d.command; *at; at++) {
            putchar(*at);
            if (strncmp(at, "n!", 2) == 0 && at - d.command >= 5 &&
                strncmp(at - 5, "mpirun!", 7) == 0)
                at++;
        }
        putchar('\n');
    }
    return 0;
}
