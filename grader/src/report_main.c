/*
 * report_main.c - turns records of the grader into other forms.
 *
 *     report --format NAME [--out FILE] RESULTS.json...
 *
 * Exit status: 0, or 2 with a sentence on stderr.
 */
#define _GNU_SOURCE
#include "reports.h"

#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct report_format {
    const char *name, *what;
    bool several; /* takes more than one record */
    char *(*make)(json_t *records);
} formats[] = {
    {"html", "one page that explains every exercise", false, report_html},
    {"junit", "JUnit XML, as GoogleTest writes it", false, report_junit},
    {"gradescope", "Gradescope's results.json", false, report_gradescope},
    {"classroom50", "Classroom 50's result.json", false,
     report_classroom50},
    {"exercism", "exercism's results.json, version 3", false,
     report_exercism},
    {"csv", "a gradebook, a row a record", true, report_csv},
    {"moodle", "a gradebook for Moodle's grade import", true,
     report_moodle},
};

enum { FORMATS = sizeof formats / sizeof *formats, CANNOT = 2 };

static int
usage(FILE *f, int status)
{
    fputs("usage: report --format NAME [--out FILE] RESULTS.json...\n\n",
          f);
    for (int i = 0; i < FORMATS; i++)
        fprintf(f, "    %-12s %s\n", formats[i].name, formats[i].what);
    return status;
}

static const struct report_format *
find(const char *name)
{
    for (int i = 0; i < FORMATS; i++)
        if (strcmp(formats[i].name, name) == 0)
            return &formats[i];
    fprintf(stderr, "report: there is no format \"%.40s\"\n", name);
    return NULL;
}

static int
deliver(const char *text, const char *out)
{
    bool ok = out != NULL
                  ? str_write_file(out, text, strlen(text)) == 0
                  : fputs(text, stdout) != EOF && fflush(stdout) == 0;
    if (!ok)
        fprintf(stderr, "report: cannot write %s: %s\n",
                out != NULL ? out : "to stdout", strerror(errno));
    return ok ? 0 : CANNOT;
}

int
main(int argc, char **argv)
{
    static const struct option longs[] = {{"format", 1, NULL, 'f'},
                                          {"out", 1, NULL, 'o'},
                                          {"help", 0, NULL, 'h'},
                                          {NULL, 0, NULL, 0}};
    const struct report_format *format = NULL;
    const char *out = NULL;
    for (int c; (c = getopt_long(argc, argv, "", longs, NULL)) != -1;)
        if (c == 'f' && (format = find(optarg)) == NULL)
            return usage(stderr, CANNOT);
        else if (c == 'o')
            out = optarg;
        else if (c != 'f')
            return usage(c == 'h' ? stdout : stderr, c == 'h' ? 0 : CANNOT);
    if (format == NULL || optind == argc)
        return usage(stderr, CANNOT);
    if (argc - optind > 1 && !format->several) {
        fprintf(stderr, "report: %s is made of one record\n", format->name);
        return CANNOT;
    }
    json_t *records = json_array();
    for (int i = optind; i < argc; i++) {
        json_t *record = report_load(argv[i]);
        if (record == NULL)
            return CANNOT;
        json_array_append_new(records, record);
    }
    char *text = format->make(records);
    int status = text != NULL ? deliver(text, out) : CANNOT;
    if (text == NULL)
        fputs("report: out of memory\n", stderr);
    free(text);
    json_decref(records);
    return status;
}
