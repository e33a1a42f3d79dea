/*
 * contract_parse.c - read NAME.expect: cases, their keywords, their blocks.
 */
#define _POSIX_C_SOURCE 200809L
#include "contract.h"

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define LARGEST_FILE (1 << 20)
#define MOST_COMBINATIONS 10000
#define MOST_TIMES 1000

struct reader {
    struct contract *contract;
    struct contract_case *now; /* the case being read */
    struct block *block;       /* the block being read, or NULL */
    int line;
    bool comment_above, comment_here;
    int ending_line; /* where the case said how it ends, or 0 */
    bool times_given;
    struct sentence *mistake;
};

static const char case_letters[] = "abcdefghijklmnopqrstuvwxyz"
                                   "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                   "0123456789-_";

#define WRONG(r, ...)                                                      \
    wrong((r)->mistake, (r)->contract->path, (r)->line, __VA_ARGS__)

static bool
start_case(struct reader *r, const char *name)
{
    struct contract *c = r->contract;
    if (!*name || name[strspn(name, case_letters)])
        return WRONG(r, "'%s' is not a name for a case", name);
    for (int i = 0; i < c->ncases; i++)
        if (strcmp(c->cases[i].name, name) == 0)
            return WRONG(r, "there are two cases named %s", name);
    c->cases = grown(c->cases, (size_t)c->ncases, sizeof *c->cases);
    r->now = &c->cases[c->ncases++];
    *r->now = (struct contract_case){
        .name = name, .line = r->line, .times = 2, .status = 0};
    r->ending_line = 0;
    r->times_given = false;
    return true;
}

/* A new parameter without values. */
static struct parameter *
add_parameter(struct reader *r, const char *name, struct parameter **list,
              int *count)
{
    if (!is_name(slice_of(name))) {
        WRONG(r, "'%s' is not a name for a parameter", name);
        return NULL;
    }
    for (int i = 0; i < *count; i++)
        if (strcmp((*list)[i].name, name) == 0) {
            WRONG(r, "parameter %s was given on line %d already", name,
                  (*list)[i].line);
            return NULL;
        }
    if (*count == MOST_SETTINGS / 2) {
        WRONG(r, "too many parameters");
        return NULL;
    }
    *list = grown(*list, (size_t)*count, sizeof **list);
    struct parameter *p = &(*list)[(*count)++];
    *p = (struct parameter){.name = name, .line = r->line};
    return p;
}

/* "n=1 2 3", also "n=1 2 k=5": a word with = begins the next parameter. */
static bool
read_parameters(struct reader *r, char *text, struct parameter **list,
                int *count)
{
    struct parameter *p = NULL;
    char *rest = NULL;
    for (char *word = strtok_r(text, " \t", &rest); word;
         word = strtok_r(NULL, " \t", &rest)) {
        char *equals = strchr(word, '=');
        if (equals) {
            if (p && p->nvalues == 0)
                break;
            *equals = '\0';
            if (!(p = add_parameter(r, word, list, count)))
                return false;
            word = equals + 1;
        }
        if (!p || strpbrk(word, "={}"))
            return WRONG(r, "expected NAME=VALUE ..., not '%s'", word);
        if (!*word)
            continue; /* n= 1 2 */
        p->values = grown(p->values, (size_t)p->nvalues, sizeof *p->values);
        p->values[p->nvalues++] = word;
    }
    if (!p)
        return WRONG(r, "expected NAME=VALUE ...");
    if (p->nvalues == 0)
        return WRONG(r, "parameter %s has no values", p->name);
    return true;
}

static bool
read_case(struct reader *r, char *rest)
{
    return start_case(r, rest);
}

static bool
read_run(struct reader *r, char *rest)
{
    if (r->now->run.text)
        return WRONG(r, "case %s has a run line already (line %d)",
                     r->now->name, r->now->run.number);
    if (!*rest)
        return WRONG(r, "run what?");
    r->now->run = (struct source_line){rest, r->line};
    return true;
}

/* Files that not every machine has; without one the case is skipped. */
static bool
read_needs(struct reader *r, char *rest)
{
    struct contract_case *c = r->now;
    char *more = NULL;
    for (char *path = strtok_r(rest, " \t", &more); path;
         path = strtok_r(NULL, " \t", &more)) {
        if (*path != '/')
            return WRONG(r, "'%s' does not begin at the root, with /",
                         path);
        c->needs = grown(c->needs, (size_t)c->nneeds, sizeof *c->needs);
        c->needs[c->nneeds++] = path;
    }
    return c->nneeds > 0 || WRONG(r, "needs which file?");
}

static bool
read_with(struct reader *r, char *rest)
{
    return read_parameters(r, rest, &r->now->with, &r->now->nwith);
}

static bool
read_mpich(struct reader *r, char *rest)
{
    struct contract_case *c = r->now;
    c->mpich_line = r->line;
    if (c->mpich_no)
        return WRONG(r, "this case said 'mpich no' already");
    if (strcmp(rest, "no") != 0)
        return read_parameters(r, rest, &c->mpich, &c->nmpich);
    if (c->nmpich)
        return WRONG(r, "'mpich no' after values for MPICH");
    c->mpich_no = true;
    c->mpich_no_why = r->comment_above || r->comment_here;
    return true;
}

static bool
read_integer(struct reader *r, const char *text, long low, long high,
             int *value)
{
    char *end = NULL;
    errno = 0;
    long n = strtol(text, &end, 10);
    if (errno || end == text || *end || n < low || n > high)
        return WRONG(r, "expected a number from %ld to %ld, not '%s'", low,
                     high, text);
    *value = (int)n;
    return true;
}

static bool
read_times(struct reader *r, char *rest)
{
    if (r->times_given)
        return WRONG(r, "a second 'times' or 'within' in case %s",
                     r->now->name);
    r->times_given = true;
    return read_integer(r, rest, 1, MOST_TIMES, &r->now->times);
}

/* The same count, for what happens in some runs only. */
static bool
read_within(struct reader *r, char *rest)
{
    r->now->one_is_enough = true;
    return read_times(r, rest);
}

/* A case ends in one way only. */
static bool
set_ending(struct reader *r, enum ending ending)
{
    if (r->ending_line)
        return WRONG(r, "line %d said already how case %s ends",
                     r->ending_line, r->now->name);
    r->ending_line = r->line;
    r->now->ending = ending;
    return true;
}

static bool
read_exit(struct reader *r, char *rest)
{
    if (strcmp(rest, "nonzero") == 0)
        return set_ending(r, ENDS_NONZERO);
    return set_ending(r, ENDS_STATUS) &&
           read_integer(r, rest, 0, 255, &r->now->status);
}

static bool
read_hangs(struct reader *r, char *rest)
{
    return *rest ? WRONG(r, "'hangs' stands alone")
                 : set_ending(r, ENDS_HANGS);
}

static bool
read_races(struct reader *r, char *rest)
{
    return *rest ? WRONG(r, "'races' stands alone")
                 : set_ending(r, ENDS_RACES);
}

static bool
read_refused(struct reader *r, char *rest)
{
    if (!*rest)
        return WRONG(r, "refused with which text?");
    r->now->refused = (struct source_line){rest, r->line};
    return set_ending(r, ENDS_REFUSED);
}

static const struct {
    const char *word;
    bool (*read)(struct reader *r, char *rest);
    bool keeps_hash; /* a # in its text is not a comment */
} keywords[] = {
    {"case", read_case, false},      {"run", read_run, true},
    {"with", read_with, false},      {"times", read_times, false},
    {"mpich", read_mpich, false},    {"exit", read_exit, false},
    {"hangs", read_hangs, false},    {"races", read_races, false},
    {"refused", read_refused, true}, {"within", read_within, false},
    {"needs", read_needs, false},
};

static const char *const block_words[] = {
    [BLOCK_LINES] = "lines",
    [BLOCK_ANY_ORDER] = "any-order",
    [BLOCK_INTERLEAVED] = "interleaved",
    [BLOCK_IGNORE] = "ignore",
    [BLOCK_STDERR] = "stderr",
};

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static bool
start_block(struct reader *r, enum block_kind kind)
{
    struct contract_case *c = r->now;
    c->blocks = grown(c->blocks, (size_t)c->nblocks, sizeof *c->blocks);
    r->block = &c->blocks[c->nblocks++];
    *r->block = (struct block){.kind = kind, .line = r->line};
    return true;
}

/* Cuts the line at a comment and at trailing spaces. */
static void
trim(struct reader *r, char *rest, bool keeps_hash)
{
    for (char *c = rest; *c && !keeps_hash; c++)
        if (*c == '#' && (c == rest || c[-1] == ' ' || c[-1] == '\t')) {
            r->comment_here = true;
            *c = '\0';
            break;
        }
    size_t len = strlen(rest);
    while (len > 0 && isspace((unsigned char)rest[len - 1]))
        rest[--len] = '\0';
}

static bool
read_keyword(struct reader *r, char *line)
{
    char *rest = line + strcspn(line, " \t");
    if (*rest)
        *rest++ = '\0';
    rest += strspn(rest, " \t");
    if (!r->now && strcmp(line, "case") != 0)
        start_case(r, r->contract->program);
    for (size_t i = 0; i < COUNT(keywords); i++)
        if (strcmp(line, keywords[i].word) == 0) {
            trim(r, rest, keywords[i].keeps_hash);
            return keywords[i].read(r, rest);
        }
    for (size_t i = 0; i < COUNT(block_words); i++)
        if (strcmp(line, block_words[i]) == 0) {
            trim(r, rest, false);
            if (*rest)
                return WRONG(r, "'%s' stands alone; its lines follow",
                             line);
            return start_block(r, (enum block_kind)i);
        }
    return WRONG(r, "unknown keyword '%s'", line);
}

static bool
read_line(struct reader *r, struct slice text)
{
    char *line = keep_text(text.at, text.len);
    if (memchr(text.at, '\0', text.len))
        return WRONG(r, "a NUL byte");
    if (text.len && text.at[text.len - 1] == '\r')
        return WRONG(r, "the line ends with a carriage return");
    if (r->block && strcmp(line, "end") == 0) {
        r->block = NULL;
        return true;
    }
    if (r->block) {
        struct block *b = r->block;
        b->lines = grown(b->lines, (size_t)b->nlines, sizeof *b->lines);
        b->lines[b->nlines++] = (struct source_line){line, r->line};
        return true;
    }
    line += strspn(line, " \t");
    r->comment_here = false;
    bool read = !*line || *line == '#' || read_keyword(r, line);
    r->comment_above = *line == '#';
    return read;
}

static const char *
program_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    const char *name = slash ? slash + 1 : path;
    size_t len = strlen(name);
    if (len > 7 && strcmp(name + len - 7, ".expect") == 0)
        len -= 7;
    return keep_text(name, len);
}

/* What can only be seen when a case is complete. */
static bool
check_case(struct reader *r, struct contract_case *c)
{
    r->line = c->line;
    if (!c->run.text)
        return WRONG(r, "case %s has no run line", c->name);
    for (int i = 0; i < c->nmpich; i++) {
        bool known = false;
        for (int j = 0; j < c->nwith; j++)
            known |= strcmp(c->mpich[i].name, c->with[j].name) == 0;
        r->line = c->mpich[i].line;
        if (!known)
            return WRONG(r, "unknown parameter '%s'", c->mpich[i].name);
    }
    for (int under_mpich = 0; under_mpich < 2; under_mpich++) {
        int count = combination_count(c, under_mpich);
        r->line = c->line;
        if (count > MOST_COMBINATIONS)
            return WRONG(r, "more than %d combinations", MOST_COMBINATIONS);
        for (int i = 0; i < count; i++) {
            struct setting settings[MOST_SETTINGS];
            struct demands demands;
            combination(c, under_mpich, i, settings);
            if (!unfold(r->contract, c, settings, c->nwith, &demands,
                        r->mistake))
                return false;
        }
    }
    return true;
}

bool
contract_load(const char *path, struct contract *contract,
              struct sentence *mistake)
{
    struct slice text = {0}, *lines = NULL;
    struct reader r = {.contract = contract, .mistake = mistake};
    *contract = (struct contract){path, program_of(path), NULL, 0};
    FILE *file = fopen(path, "rb");
    if (!file)
        return wrong(mistake, path, 0, "%s", strerror(errno));
    bool whole = read_all(file, LARGEST_FILE, &text);
    fclose(file);
    if (!whole)
        return wrong(mistake, path, 0, "cannot be read as a contract");
    int count = split_lines(text, &lines);
    for (r.line = 1; r.line <= count; r.line++)
        if (!read_line(&r, lines[r.line - 1]))
            return false;
    if (r.block)
        return wrong(mistake, path, r.block->line,
                     "the block has no line 'end'");
    if (contract->ncases == 0)
        return wrong(mistake, path, 1, "there is no case in this file");
    for (int i = 0; i < contract->ncases; i++)
        if (!check_case(&r, &contract->cases[i]))
            return false;
    return true;
}
