/*
 * contract_lint.c - every program has a contract and every contract a
 * program; contracts that load but say less than they seem to.
 */
#define _POSIX_C_SOURCE 200809L
#include "contract.h"

#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <string.h>

#define LARGEST_SOURCE (4 << 20)

static int problems;

static void
problem(const char *path, int line, const char *text)
{
    printf("%s:%d: %s\n", path, line, text);
    problems++;
}

/* Moves behind a comment, a string or a character constant at `at`. */
static const char *
skip_quoted(const char *at)
{
    if (at[0] == '/' && at[1] == '/')
        return at + strcspn(at, "\n");
    if (at[0] == '/' && at[1] == '*') {
        const char *end = strstr(at + 2, "*/");
        return end ? end + 2 : at + strlen(at);
    }
    if (*at != '"' && *at != '\'')
        return at;
    char quote = *at++;
    while (*at && *at != quote && *at != '\n')
        at += *at == '\\' && at[1] ? 2 : 1;
    return *at ? at + 1 : at;
}

/* Does the source define main? */
static bool
has_main(const char *at)
{
    while (*at) {
        const char *behind = skip_quoted(at);
        if (behind != at) {
            at = behind;
            continue;
        }
        struct slice name = take_name(&at);
        if (name.len == 0) {
            at++;
            continue;
        }
        if (same(name, slice_of("main"))) {
            skip_spaces(&at);
            if (*at == '(')
                return true;
        }
    }
    return false;
}

static bool
exists(const char *path)
{
    FILE *file = fopen(path, "rb");
    if (file)
        fclose(file);
    return file != NULL;
}

/* path without its ending, with another one */
static const char *
beside(const char *path, const char *ending)
{
    const char *dot = strrchr(path, '.');
    size_t len = dot ? (size_t)(dot - path) : strlen(path);
    return keep_format("%.*s%s", (int)len, path, ending);
}

static bool
ends_with(const char *text, const char *ending)
{
    size_t len = strlen(text), n = strlen(ending);
    return len > n && strcmp(text + len - n, ending) == 0;
}

static void
lint_contract(const char *path)
{
    struct contract contract;
    struct sentence mistake = {""};
    if (!contract_load(path, &contract, &mistake)) {
        puts(mistake.text);
        problems++;
        return;
    }
    for (int i = 0; i < contract.ncases; i++) {
        struct contract_case *c = &contract.cases[i];
        for (int j = 0; j < c->nwith; j++)
            if (!c->with[j].used)
                problem(path, c->with[j].line,
                        "no line uses this parameter");
        if (c->mpich_no && !c->mpich_no_why)
            problem(path, c->mpich_line,
                    "'mpich no' needs a comment that says why");
        if (c->mpich_line && !uses_mpirun(c))
            problem(path, c->mpich_line,
                    "'mpich' in a case that runs no mpirun");
        for (int j = 0; j < c->nblocks; j++)
            if (c->blocks[j].nlines == 0 &&
                c->blocks[j].kind != BLOCK_STDERR)
                problem(path, c->blocks[j].line, "the block is empty");
    }
}

static void
lint_program(const char *path)
{
    struct slice text = {0};
    FILE *file = fopen(path, "rb");
    bool whole = file && read_all(file, LARGEST_SOURCE, &text);
    int number = errno;
    if (file)
        fclose(file);
    if (!whole) {
        problem(path, 1, file ? "cannot be read" : strerror(number));
        return;
    }
    const char *expect = beside(path, ".expect");
    if (exists(expect))
        return;
    if (ends_with(path, ".py") || has_main(keep_text(text.at, text.len)))
        problem(path, 1,
                keep_format("this program has no contract %s", expect));
}

/* Every contract of the folder, those without a program too. */
static void
lint_folder(const char *folder)
{
    DIR *dir = opendir(*folder ? folder : ".");
    for (struct dirent *e; dir && (e = readdir(dir));) {
        if (!ends_with(e->d_name, ".expect"))
            continue;
        const char *path = keep_format("%s%s", folder, e->d_name);
        const char *program = beside(path, ".c");
        if (!exists(program) && !exists(beside(path, ".py")))
            problem(path, 1,
                    keep_format("there is no program %s", program));
        lint_contract(path);
    }
    if (dir)
        closedir(dir);
}

static const char *
folder_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    return keep_text(path, slash ? (size_t)(slash + 1 - path) : 0);
}

int
contract_lint(char **paths, int npaths)
{
    for (int i = 0; i < npaths; i++) {
        const char *folder = folder_of(paths[i]);
        bool seen = false;
        if (!ends_with(paths[i], ".c") && !ends_with(paths[i], ".py")) {
            problem(paths[i], 1, "is no C file and no Python file");
            continue;
        }
        lint_program(paths[i]);
        for (int j = 0; j < i && !seen; j++)
            seen = strcmp(folder_of(paths[j]), folder) == 0;
        if (!seen)
            lint_folder(folder);
    }
    return problems > 0;
}
