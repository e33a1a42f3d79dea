/*
 * compile.c - compiles the learner's file in a box and checks the object.
 *
 * Compiling is not trusted either: an #include may name any file it can
 * see, so it sees the learner's file, the contract and the system's
 * headers.
 */
#define _GNU_SOURCE
#include "box.h"
#include "grade.h"
#include "str.h"

#include <ctype.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* "a b c" of a JSON list of strings */
static char *
words(const json_t *list)
{
    struct str_buf b = {0};
    size_t i;
    json_t *s;
    str_add(&b, "", 0);
    json_array_foreach ((json_t *)list, i, s)
        str_printf(&b, "%s%s", i > 0 ? " " : "", json_string_value(s));
    return b.data;
}

static char *
out_file(const char *out, const char *name)
{
    char *path = str_format("%s/%s", out, name);
    char *text = str_read_file(path, 4 << 20, NULL);
    free(path);
    return text != NULL ? text : strdup("");
}

/* Can all of this be read?  What nobody has read is not clean. */
static bool
readable(const char *out, const char *const *names, json_t *result)
{
    for (; *names != NULL; names++) {
        char *path = str_format("%s/%s", out, *names);
        char *text = str_read_file(path, 4 << 20, NULL);
        int error = errno;
        free(path);
        if (text == NULL && error == EFBIG)
            judge_set(result, "POLICY", "too many names",
                      "its list of %s is longer than 4 MiB; an answer is a "
                      "page or two of text",
                      *names);
        else if (text == NULL)
            judge_set(result, "GRADER_ERROR", "compile",
                      "the list of %s is missing: %s", *names,
                      strerror(error));
        free(text);
        if (text == NULL)
            return false;
    }
    return true;
}

/* --- diagnostics -------------------------------------------------------
 */

/* The first diagnostic of a kind, with the learner's own line and the caret
 * beneath it: from its line to the one before the next diagnostic. */
static char *
first_diagnostic(const char *log, const char *kind)
{
    const char *at = strstr(log, kind);
    if (at == NULL)
        return strdup("");
    while (at > log && at[-1] != '\n')
        at--;
    const char *end = at;
    for (int lines = 0; *end != '\0' && lines < 4; lines++) {
        const char *next = strchr(end, '\n');
        end = next != NULL ? next + 1 : end + strlen(end);
        if (*end != ' ' || strncmp(end, "In file", 7) == 0)
            break;
    }
    return strndup(at, (size_t)(end - at));
}

/* All warnings, each in one line. */
static json_t *
warnings_of(const char *log)
{
    json_t *list = json_array();
    for (const char *p = log; (p = strstr(p, "warning: ")) != NULL; p++) {
        const char *begin = p, *end = strchr(p, '\n');
        while (begin > log && begin[-1] != '\n')
            begin--;
        if (end == NULL)
            end = p + strlen(p);
        if (json_array_size(list) < 20) {
            char *line = strndup(begin, (size_t)(end - begin));
            json_array_append_new(list, json_safe_string(line));
            free(line);
        }
    }
    return list;
}

/* --- policy ------------------------------------------------------------
 */

static bool
starts_with(const char *s, const char *prefix)
{
    return strncmp(s, prefix, strlen(prefix)) == 0;
}

/* One sorted name a line, made by make from the libraries a probe links. */
static bool
is_library_symbol(const struct options *o, const char *name)
{
    char *path = str_format("%s/reserved-symbols", o->build);
    char *list = str_read_file(path, 16 << 20, NULL);
    char *needle = str_format("\n%s\n", name);
    bool found = list != NULL && strstr(list, needle) != NULL;
    free(path);
    free(list);
    free(needle);
    return found;
}

static bool
in_words(const char *list, const char *word)
{
    size_t n = strlen(word);
    for (const char *p = list; (p = strstr(p, word)) != NULL; p++)
        if ((p == list || p[-1] == ' ') && (p[n] == ' ' || p[n] == '\0'))
            return true;
    return false;
}

/* Names by which an answer could reach into the harness or tell a checker
 * to look away.  No exercise needs them. */
static bool
reaches_inside(const char *name)
{
    static const char *const prefixes[] = {
        "PMPI_",   "__real_", "__asan_",  "__lsan_",     "__tsan_",
        "__ubsan", "__sanit", "Annotate", "process_vm_", "pidfd_"};
    static const char *const names[] = {
        "syscall", "ptrace",  "dlsym", "dlvsym",
        "dlopen",  "dlmopen", "main",  "dl_iterate_phdr"};
    for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++)
        if (starts_with(name, prefixes[i]))
            return true;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(name, names[i]) == 0)
            return true;
    return false;
}

/* One line of `nm -P`: NAME TYPE VALUE SIZE. */
static bool
symbol_allowed(const struct options *o, const char *name, char type,
               const char *symbols, json_t *result)
{
    if (type == 'U' || type == 'w' || type == 'v') {
        if (strcmp(name, "memfd_create") == 0) {
            judge_set(
                result, "POLICY", name,
                "it calls memfd_create, which is refused here because "
                "nobody can see how much memory such a file holds; "
                "mmap with MAP_ANONYMOUS, or shm_open, shares memory "
                "too");
            return false;
        }
        /* Who stands in front of MPI_ functions must call those behind. */
        if (!reaches_inside(name) ||
            (starts_with(name, "PMPI_") && strstr(symbols, "MPI_")))
            return true;
        judge_set(result, "POLICY", name,
                  "it calls %s, which belongs to tools that watch a "
                  "program%s",
                  name,
                  starts_with(name, "PMPI_")
                      ? "; call the function without the P"
                      : "; an answer needs none of them");
        return false;
    }
    if (strcmp(name, "main") == 0) {
        judge_set(result, "POLICY", "main",
                  "it defines main; the grader has its own, so take yours "
                  "out of the file you hand in");
        return false;
    }
    if (type == 'i' ||
        (!islower((unsigned char)type) && !in_words(symbols, name) &&
         (starts_with(name, "__") || is_library_symbol(o, name)))) {
        judge_set(
            result, "POLICY", name,
            "it defines %s, a name of the C library, of MPI or of the "
            "compiler; if it is a helper of yours, make it static or "
            "give it another name",
            name);
        return false;
    }
    return true;
}

static bool
policy_clean(const struct options *o, const char *out, const char *symbols,
             json_t *result)
{
    static const char *const lists[] = {"symbols", "sections", "forbidden",
                                        NULL};
    if (!readable(out, lists, result))
        return false;
    char *list = out_file(out, "symbols"), *save = NULL;
    bool clean = true;
    for (char *line = strtok_r(list, "\n", &save); clean && line != NULL;
         line = strtok_r(NULL, "\n", &save)) {
        char name[512], type;
        if (sscanf(line, "%511s %c", name, &type) == 2)
            clean = symbol_allowed(o, name, type, symbols, result);
    }
    free(list);
    char *sections = out_file(out, "sections");
    static const char *const early[] = {
        ".init_array", ".fini_array",    ".ctors",
        ".dtors",      ".preinit_array", " .init ",
        " .fini ",     " .interp ",      ".gnu.lto"};
    for (size_t i = 0; clean && i < sizeof early / sizeof *early; i++)
        if (strstr(sections, early[i]) != NULL) {
            judge_set(result, "POLICY", "constructor",
                      "it has code that runs before main or after it "
                      "(section %s); an answer is called, it does not "
                      "start by itself",
                      early[i]);
            clean = false;
        }
    free(sections);
    char *forbidden = out_file(out, "forbidden");
    if (clean && forbidden[0] != '\0') {
        char *word = forbidden;
        judge_set(result, "POLICY", "switches the checks off",
                  "it uses %.*s, which would switch off the checks for "
                  "races and memory faults or reach other files",
                  (int)strcspn(word, "\n"), word);
        clean = false;
    }
    free(forbidden);
    return clean;
}

/* --- the box -----------------------------------------------------------
 */

static void
run_compiler(const struct options *o, const json_t *exercise,
             const char *path, const char *out, const char *symbols,
             struct box_result *r)
{
    char *checks = words(json_object_get(exercise, "checks"));
    char *paths[] = {
        str_format("%s/grader/src/compile.sh", o->root),
        str_format("%s/exercises/%s/contract.h", o->root,
                   text_of(exercise, "slug")),
        str_format("%s/chapters/include", o->root),
        str_format("%s/probes", o->build),
        str_format("%s/grader/machine", o->root),
        str_format("/src/%s", text_of(exercise, "file")),
    };
    const char *kind = text_of(exercise, "kind");
    char *env[] = {
        str_format("NAME=%s", text_of(exercise, "name")),
        str_format("FILE=%s", text_of(exercise, "file")),
        str_format("SYMBOLS=%s", symbols),
        str_format("BUILDS=%s", checks),
        str_format("MPI_KIND=%s", strcmp(kind, "mpi") == 0 ? "yes" : "no"),
        strdup("MPI=openmpi"),
        NULL,
    };
    struct box_file files[] = {
        {paths[0], "/compile.sh", false},
        {paths[1], "/contract/contract.h", false},
        {paths[2], "/include", false},
        {paths[3], "/objects", false},
        {paths[4], "/course/machine", false},
        {path, paths[5], false},
        {out, "/out", true},
    };
    char *argv[] = {"/bin/sh", "/compile.sh", NULL};
    struct box_request q = {
        .argv = argv,
        .env = env,
        .files = files,
        .nfiles = sizeof files / sizeof *files,
        .limits = box_default_limits,
    };
    q.limits.rss_kb *= 3; /* the compiler's own appetite, several at once */
    q.limits.seconds = 40;
    q.limits.cpu_seconds = 10;
    box_run(&q, r);
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++)
        free(paths[i]);
    for (char **e = env; *e != NULL; e++)
        free(*e);
    free(checks);
}

/* Status 13: it compiles, but not for every checker.  False if that is not
 * the fault of the file. */
static bool
judge_variant(const struct box_result *r, const char *out, json_t *result)
{
    char *build = out_file(out, "failed");
    build[strcspn(build, "\n")] = '\0';
    char *name = str_format("%s.log", build), *log = out_file(out, name);
    char *first = first_diagnostic(log, "error: ");
    bool its_own = r->end == BOX_EXITED && r->status == 13 && *build &&
                   (first[0] || strstr(log, "undefined reference to "));
    if (its_own)
        judge_set(result, "CE", "compile",
                  "it compiles, but not in every build that the checks "
                  "need:\n%.600s",
                  first[0] ? first : log);
    free(build);
    free(name);
    free(log);
    free(first);
    return its_own;
}

/* The script's status 11: the file does not compile; 12: it does not link.
 * Any other (10: a harness is missing; the shell's own failures) is not the
 * learner's. */
static bool
judge_compiler(const struct box_result *r, const char *out, json_t *result)
{
    char *log = out_file(out, "plain.log"),
         *link = out_file(out, "link.log");
    json_object_set_new(result, "warnings", warnings_of(log));
    bool ok = false;
    if (r->end == BOX_EXITED && r->status == 0)
        ok = true;
    else if (r->end == BOX_EXITED && r->status == 11) {
        char *first = first_diagnostic(log, "error: ");
        if (first[0] == '\0') { /* the assembler has its own spelling */
            free(first);
            first = first_diagnostic(log, "Error: ");
        }
        judge_set(result, "CE", "compile", "%s",
                  first[0] ? first : "the compiler gave up without a word");
        free(first);
    } else if (r->end == BOX_EXITED && r->status == 12) {
        char *missing = strstr(link, "undefined reference to ");
        char *several = strstr(link, "multiple definition of ");
        char *line = missing ? missing : several ? several : link;
        judge_set(result, "CE", "link",
                  "the program cannot be linked: %.*s",
                  (int)strcspn(line, "\n;"), line);
    } else if (r->end == BOX_TIME || r->end == BOX_MEMORY ||
               r->end == BOX_OUTPUT || r->end == BOX_STUCK)
        judge_set(result, "CE", "limit",
                  "compiling it takes too much time, memory or disk (%s)",
                  r->why);
    else if (!judge_variant(r, out, result))
        judge_set(result, "GRADER_ERROR", "compile", "%s%.200s",
                  r->why[0] ? r->why : "the compiler could not be run: ",
                  r->err ? r->err : "");
    free(log);
    free(link);
    return ok;
}

bool
compile_probe(const struct options *o, const json_t *exercise,
              const char *path, const char *out, json_t *result)
{
    if (strcmp(text_of(exercise, "kind"), "script") == 0)
        return true; /* nothing to compile */
    char *symbols = words(json_object_get(exercise, "symbols"));
    struct box_result r;
    run_compiler(o, exercise, path, out, symbols, &r);
    bool objects = r.end == BOX_EXITED && (r.status == 0 || r.status >= 12);
    bool ok = (!objects || policy_clean(o, out, symbols, result)) &&
              judge_compiler(&r, out, result);
    json_object_set_new(result, "cpu_ms",
                        json_integer((json_int_t)(1e3 * r.cpu_seconds)));
    box_result_free(&r);
    free(symbols);
    return ok;
}
