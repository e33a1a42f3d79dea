/*
 * contract - check the output of a program against its contract.
 *
 *   contract --text FILE.expect [CASE] [k=v ...] < output
 *   contract --sentence FILE.expect [CASE]
 *   contract --example FILE.expect
 *   contract --run FILE.expect... --programs DIR [--machine DIR]
 *            [--mpi openmpi|mpich] [--jobs N] [--seconds N]
 *   contract --lint PROGRAM...           NAME.c or NAME.py
 *
 * Exit status: 0 it holds; 1 it does not, the first reason is printed;
 * 2 bad usage or a malformed contract.
 */
#define _POSIX_C_SOURCE 200809L
#include "contract.h"

#include <stdlib.h>
#include <string.h>

#define LARGEST_TEXT (16 << 20)

static int
usage(void)
{
    fputs("usage: contract --text FILE.expect [CASE] [NAME=VALUE ...] < "
          "output\n"
          "       contract --sentence FILE.expect [CASE]\n"
          "       contract --example FILE.expect\n"
          "       contract --run FILE.expect... --programs DIR\n"
          "                [--machine DIR] [--mpi openmpi|mpich] "
          "[--jobs N] [--seconds N]\n"
          "       contract --lint PROGRAM...\n",
          stderr);
    return 2;
}

static int
fail(const char *text)
{
    fprintf(stderr, "contract: %s\n", text);
    return 2;
}

/* Sets the parameters of a case from "k=v" words. */
static bool
read_settings(const struct contract_case *of, char **words, int nwords,
              struct setting *settings, struct sentence *mistake)
{
    for (int i = 0; i < of->nwith; i++) {
        struct parameter *p = &of->with[i];
        /* What has one value only need not be named. */
        settings[i] = (struct setting){
            p->name, p->nvalues == 1 ? p->values[0] : NULL, &p->used};
    }
    for (int w = 0; w < nwords; w++) {
        const char *equals = strchr(words[w], '=');
        struct slice name = {words[w], (size_t)(equals - words[w])};
        int i = 0;
        while (i < of->nwith && !same(slice_of(of->with[i].name), name))
            i++;
        if (i == of->nwith) {
            say(mistake, "case %s has no parameter '%.*s'", of->name,
                (int)name.len, name.at);
            return false;
        }
        settings[i].value = equals + 1;
    }
    for (int i = 0; i < of->nwith; i++)
        if (!settings[i].value) {
            say(mistake, "which %s? Case %s needs %s=VALUE",
                settings[i].name, of->name, settings[i].name);
            return false;
        }
    return true;
}

static int
check_text(const struct contract *contract, const struct contract_case *of,
           char **words, int nwords)
{
    struct setting settings[MOST_SETTINGS];
    struct sentence mistake = {""}, reason = {""};
    struct demands demands;
    struct slice text;
    if (!read_settings(of, words, nwords, settings, &mistake) ||
        !unfold(contract, of, settings, of->nwith, &demands, &mistake))
        return fail(mistake.text);
    if (!read_all(stdin, LARGEST_TEXT, &text))
        return fail("cannot read the text, or it is over 16 MiB");
    if (check_mixed(&demands, text, &reason))
        return 0;
    puts(reason.text);
    return 1;
}

/* --text, --sentence and --example take one file and perhaps a case. */
static int
with_one_file(const char *command, int argc, char **argv)
{
    struct contract contract;
    struct sentence mistake = {""};
    const char *name = NULL;
    if (argc < 1)
        return usage();
    if (!contract_load(argv[0], &contract, &mistake))
        return fail(mistake.text);
    if (strcmp(command, "--example") == 0)
        return argc == 1 ? contract_example(&contract) : usage();
    int used = 1;
    if (used < argc && !strchr(argv[used], '='))
        name = argv[used++];
    for (int i = used; i < argc; i++)
        if (!strchr(argv[i], '='))
            return usage();
    struct contract_case *of = contract_case(&contract, name, &mistake);
    if (!of)
        return fail(mistake.text);
    if (strcmp(command, "--text") == 0)
        return check_text(&contract, of, argv + used, argc - used);
    return used == argc ? contract_sentence(&contract, of) : usage();
}

static int
with_programs(int argc, char **argv)
{
    struct run_options o = {.machine = "grader/machine",
                            .mpi = "openmpi",
                            .jobs = 2,
                            .seconds = 120};
    o.paths = keep(((size_t)argc + 1) * sizeof *o.paths);
    for (int i = 0; i < argc; i++) {
        if (strncmp(argv[i], "--", 2) != 0) {
            o.paths[o.npaths++] = argv[i];
            continue;
        }
        if (i + 1 == argc)
            return usage();
        const char *option = argv[i], *value = argv[++i];
        if (strcmp(option, "--programs") == 0)
            o.programs = value;
        else if (strcmp(option, "--machine") == 0)
            o.machine = value;
        else if (strcmp(option, "--mpi") == 0)
            o.mpi = value;
        else if (strcmp(option, "--jobs") == 0)
            o.jobs = atoi(value);
        else if (strcmp(option, "--seconds") == 0)
            o.seconds = atoi(value);
        else
            return usage();
    }
    if (strcmp(o.mpi, "openmpi") != 0 && strcmp(o.mpi, "mpich") != 0)
        return fail("--mpi is openmpi or mpich");
    if (o.jobs < 1 || o.jobs > 64)
        return fail("--jobs is a number from 1 to 64");
    if (o.seconds < 1 || o.seconds > 3600)
        return fail("--seconds is a number from 1 to 3600");
    if (!o.programs || o.npaths == 0)
        return usage();
    return contract_run(&o);
}

int
main(int argc, char **argv)
{
    const char *command = argc > 1 ? argv[1] : "";
    if (strcmp(command, "--run") == 0)
        return with_programs(argc - 2, argv + 2);
    if (strcmp(command, "--lint") == 0)
        return argc > 2 ? contract_lint(argv + 2, argc - 2) : usage();
    if (strcmp(command, "--text") == 0 ||
        strcmp(command, "--sentence") == 0 ||
        strcmp(command, "--example") == 0)
        return with_one_file(command, argc - 2, argv + 2);
    return usage();
}
