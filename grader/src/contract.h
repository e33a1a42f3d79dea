/*
 * contract.h - output contracts: what must hold for the output of a program
 * under every schedule and for every number of workers.
 *
 * A contract is read from NAME.expect (contract_parse.c), one combination
 * of its parameters is unfolded into demands on single lines
 * (contract_unfold.c), and a text either satisfies them or there is a
 * reason why not (contract_match.c, contract_reason.c).
 *
 * Everything is kept until the process ends: see keep().
 */
#ifndef MANY_HANDS_CONTRACT_H
#define MANY_HANDS_CONTRACT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

/* ---- text (contract_text.c) ---- */

struct slice {
    const char *at;
    size_t len;
};

/* One sentence for a person: a mistake in a contract with its file:line, or
 * the reason why an output does not satisfy it. */
struct sentence {
    char text[3000];
};

void *keep(size_t bytes);
void *grown(void *old, size_t count, size_t each);
char *keep_text(const char *at, size_t len);
char *keep_format(const char *format, ...)
    __attribute__((format(printf, 1, 2)));

void say(struct sentence *into, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
void say_quoted(struct sentence *into, struct slice text);
bool wrong(struct sentence *mistake, const char *path, int line,
           const char *format, ...) __attribute__((format(printf, 4, 5)));

bool read_all(FILE *from, size_t limit, struct slice *text);
int split_lines(struct slice text, struct slice **lines);
struct slice slice_of(const char *text);
bool same(struct slice a, struct slice b);
bool is_name(struct slice text);

/* ---- the contract as it is written (contract_parse.c) ---- */

struct source_line {
    const char *text;
    int number;
};

struct setting {
    const char *name, *value;
    bool *used; /* where to note that a line asked for it; or NULL */
};

struct parameter {
    const char *name;
    const char **values;
    int nvalues;
    int line;
    bool used;
};

enum block_kind {
    BLOCK_LINES,
    BLOCK_ANY_ORDER,
    BLOCK_INTERLEAVED,
    BLOCK_IGNORE,
    BLOCK_STDERR
};

struct block {
    enum block_kind kind;
    int line;
    struct source_line *lines;
    int nlines;
};

enum ending {
    ENDS_STATUS,  /* `exit 0` */
    ENDS_NONZERO, /* `exit nonzero` */
    ENDS_HANGS,
    ENDS_RACES,
    ENDS_REFUSED
};

struct contract_case {
    const char *name;
    int line;
    struct source_line run;
    char **needs; /* files without which it cannot run */
    int nneeds;
    struct parameter *with, *mpich;
    int nwith, nmpich;
    bool mpich_no, mpich_no_why;
    int mpich_line;
    int times;          /* runs of each combination */
    bool one_is_enough; /* `within`: one of them keeps the contract */
    enum ending ending;
    int status;
    struct source_line refused; /* the text the launcher prints */
    struct block *blocks;
    int nblocks;
};

struct contract {
    const char *path;
    const char *program; /* NAME of NAME.expect */
    struct contract_case *cases;
    int ncases;
};

/* Reads and checks a file; every combination of parameters is unfolded
 * once, so that a contract that loads can always be used. */
bool contract_load(const char *path, struct contract *contract,
                   struct sentence *mistake);

/* The case of that name; without a name the case named like the program or
 * the only one.  NULL with a mistake otherwise. */
struct contract_case *contract_case(const struct contract *contract,
                                    const char *name,
                                    struct sentence *mistake);

/* Combinations of the parameters.  under_mpich takes the values of `mpich`
 * lines, or 1 and 2 for n. */
int combination_count(const struct contract_case *of, bool under_mpich);
void combination(const struct contract_case *of, bool under_mpich,
                 int index, struct setting *settings);
/* n=4 where n may be 4, else the first value of each. */
void preferred_combination(const struct contract_case *of,
                           struct setting *settings);
bool uses_mpirun(const struct contract_case *of);

/* ---- demands: one combination, unfolded (contract_unfold.c) ---- */

enum form { FORM_INT, FORM_HEX, FORM_NUM, FORM_WORD, FORM_ANY, FORM_SAME };

struct part {
    bool is_hole;
    struct slice literal;
    enum form form;
    bool bounded;
    double low, high;
    int capture; /* index into demands.captures, or -1 */
};

struct want {
    struct part *parts;
    int nparts;
    int block;
    const struct source_line *source;
    const char *label; /* which repetition it is: "r=2", or "" */
    struct slice tag;  /* "[2]" in an interleaved block, else empty */
};

struct wants {
    struct want *all;
    int count;
};

struct capture {
    const char *name;
    enum form form; /* FORM_SAME until a line gives it one */
    int line;
};

struct difference {
    int one, other;
};

struct demands {
    const struct contract_case *of;
    const char *command;
    struct wants out, ignore, err;
    struct want refused;
    struct capture *captures;
    int ncaptures;
    struct difference *differences;
    int ndifferences;
};

bool unfold(const struct contract *contract, const struct contract_case *of,
            const struct setting *settings, int nsettings,
            struct demands *demands, struct sentence *mistake);

/* The pattern as a reader of a reason sees it: "rank 2 took {num} s". */
const char *want_text(const struct demands *demands,
                      const struct want *want);

/* ---- arithmetic in braces (contract_number.c) ---- */

#define MOST_SETTINGS 32

struct scope {
    const char *path;
    int line;
    struct setting settings[MOST_SETTINGS];
    int nsettings;
    struct sentence *mistake;
};

struct number {
    bool whole;
    int64_t integer;
    double value;
};

const struct setting *scope_find(const struct scope *scope,
                                 struct slice name);
/* Reads an expression at *at and moves *at behind it. */
bool evaluate(const struct scope *scope, const char **at, struct number *n);
bool evaluate_whole(const struct scope *scope, const char **at, int64_t *n);
struct slice take_name(const char **at);
void skip_spaces(const char **at);

/* ---- matching (contract_match.c) ---- */

struct matcher {
    const struct demands *demands;
    struct slice *values; /* what each capture caught */
    bool *bound;
    int *trail; /* captures in the order they were bound */
    int ntrail;
    bool blind; /* captures match like plain holes */
    long budget;
};

/* A text in lines, and which of them count. */
struct output {
    struct slice *lines; /* all of them */
    int nlines;
    int *counted; /* indices of those not ignored */
    int ncounted;
};

struct matcher matcher_for(const struct demands *demands);
bool match_line(struct matcher *m, const struct want *want,
                struct slice line);
bool match_inside(struct matcher *m, const struct want *want,
                  struct slice line);
void forget(struct matcher *m, int mark);
struct slice tag_of(struct slice line);
int tagged_wants(const struct demands *demands, int block,
                 struct slice tag);

/* stderr_mixed: lines that no block knows may be stderr, drop them. */
void count_lines(struct matcher *m, struct slice text, bool stderr_mixed,
                 struct output *output);
bool satisfies(struct matcher *m, const struct output *output);

/* ---- verdicts with reasons (contract_reason.c) ---- */

/* What a reader sees: stdout and stderr in one text. */
bool check_mixed(const struct demands *demands, struct slice text,
                 struct sentence *reason);
/* What a box caught. */
bool check_streams(const struct demands *demands, struct slice out,
                   struct slice err, struct sentence *reason);

/* ---- the commands ---- */

int contract_sentence(const struct contract *contract,
                      const struct contract_case *of);
int contract_example(const struct contract *contract);

struct run_options {
    char **paths;
    int npaths;
    const char *programs; /* folder of the built programs */
    const char *machine;  /* folder of the launcher wrapper */
    const char *mpi;      /* openmpi or mpich */
    int jobs;
    int seconds; /* wall clock of one run */
};

int contract_run(const struct run_options *options);
int contract_lint(char **paths, int npaths);

#endif
