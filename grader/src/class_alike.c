/*
 * class_alike.c - which students' answers are much alike.
 *
 * sim_c of Dick Grune's similarity-tester compares the tokens of C files:
 * other names, other comments and another layout do not deceive it.  Lines
 * that the starter has are taken out before.  An exercise in which a third
 * of all pairs are alike has one natural answer and proves nothing; it is
 * left out.
 */
#define _GNU_SOURCE
#include "box.h"
#include "class.h"
#include "str.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    ALIKE = 70,     /* per cent from which a pair is listed */
    MANY_PAIRS = 10 /* fewer say nothing about an exercise */
};

struct pair {
    size_t a, b;
    int percent;
};

/* --- what is compared --------------------------------------------------
 */

/* Is this line, without the blanks around it, a line of the text? */
static bool
has_line(const char *text, const char *line, size_t len)
{
    while (*text != '\0') {
        text += strspn(text, " \t\r\n");
        size_t n = strcspn(text, "\n"), own = n;
        while (own > 0 && strchr(" \t\r", text[own - 1]) != NULL)
            own--;
        if (own == len && strncmp(text, line, len) == 0)
            return true;
        text += n;
    }
    return false;
}

/* The lines of an answer that are not the starter's. */
static char *
own_lines(const char *answer, const char *starter)
{
    struct str_buf b = {0};
    str_add(&b, "", 0);
    while (*answer != '\0') {
        size_t n = strcspn(answer, "\n"), len = n;
        const char *line = answer;
        while (len > 0 && strchr(" \t\r", *line) != NULL)
            line++, len--;
        while (len > 0 && strchr(" \t\r", line[len - 1]) != NULL)
            len--;
        /* a lone brace is nobody's */
        if (len > 0 && (len < 3 || !has_line(starter, line, len)))
            str_printf(&b, "%.*s\n", (int)len, line);
        answer += n + (answer[n] == '\n');
    }
    return b.data;
}

/* Leaves NUMBER.c of every student in a folder; the names of the files. */
static struct str_list
gather(const struct class *c, const json_t *x, const char *folder)
{
    struct str_list names = {0};
    char *start = str_format("%s/exercises/%s/%s", c->options.root,
                             text_of(x, "slug"), text_of(x, "file"));
    char *starter = str_read_file(start, 1 << 20, NULL);
    for (size_t i = 0; i < c->nstudents; i++) {
        const struct student *s = &c->students[i];
        if (s->refused != NULL)
            continue;
        char *path = str_format("%s/%s/%s", s->taken, text_of(x, "slug"),
                                text_of(x, "file"));
        char *copy = str_format("%s/%zu.c", folder, i);
        char *text = str_read_file(path, 256 * 1024, NULL);
        char *own =
            text != NULL ? own_lines(text, starter ? starter : "") : NULL;
        if (own != NULL && *own != '\0' &&
            str_write_file(copy, own, strlen(own)) == 0)
            str_list_add(&names, strrchr(copy, '/') + 1, NULL);
        free(own);
        free(text);
        free(copy);
        free(path);
    }
    free(starter);
    free(start);
    return names;
}

/* --- one exercise ------------------------------------------------------
 */

/* Runs sim_c in a box over the files; what it prints, or NULL. */
static char *
run_sim(const char *folder, const struct str_list *names)
{
    struct str_list argv = {0};
    str_list_add(&argv, "sim_c", "-p", "-a", "-e", "-T", "-t", "50", NULL);
    for (size_t i = 0; i < names->count; i++)
        str_list_add(&argv, names->items[i], NULL);
    struct box_file file = {folder, "/files", false};
    struct box_request q = {.argv = argv.items,
                            .directory = "/files",
                            .files = &file,
                            .nfiles = 1,
                            .limits = box_default_limits};
    q.limits.seconds = 600;
    q.limits.cpu_seconds = 300;
    q.limits.output_bytes = 64 << 20;
    struct box_result r;
    box_run(&q, &r);
    char *text = r.end == BOX_EXITED && r.status == 0 ? r.out : NULL;
    if (text != NULL)
        r.out = NULL;
    box_result_free(&r);
    str_list_free(argv.items);
    return text;
}

/* Lines `3.c consists for 87 % of 7.c material`, both ways round; of a pair
 * the higher counts, for padding lowers the other.  Number of pairs. */
static size_t
parse_sim(const char *text, struct pair **pairs)
{
    size_t n = 0;
    *pairs = NULL;
    for (const char *p = text; *p != '\0';
         p += strcspn(p, "\n"), p += *p == '\n') {
        size_t a, b;
        int percent;
        if (sscanf(p, "%zu.c consists for %d %% of %zu.c material", &a,
                   &percent, &b) != 3 ||
            a == b || percent < ALIKE)
            continue;
        struct pair new = {a < b ? a : b, a < b ? b : a, percent};
        size_t k = 0;
        while (k < n && ((*pairs)[k].a != new.a || (*pairs)[k].b != new.b))
            k++;
        if (k == n) {
            *pairs = realloc(*pairs, (n + 1) * sizeof **pairs);
            (*pairs)[n++] = new;
        } else if ((*pairs)[k].percent < percent)
            (*pairs)[k].percent = percent;
    }
    return n;
}

static void
note_pair(struct class *c, const struct pair *p, const char *exercise)
{
    size_t k = 0;
    while (k < c->nalike &&
           (c->alike[k].a != p->a || c->alike[k].b != p->b))
        k++;
    if (k == c->nalike) {
        c->alike = realloc(c->alike, (k + 1) * sizeof *c->alike);
        c->alike[c->nalike++] = (struct alike){.a = p->a, .b = p->b};
    }
    struct alike *a = &c->alike[k];
    char *where =
        str_format("%s%s%s\u00a0%d\u00a0%%", a->where ? a->where : "",
                   a->where ? ", " : "", exercise, p->percent);
    free(a->where);
    a->where = where;
    a->exercises++;
    a->most = p->percent > a->most ? p->percent : a->most;
}

static bool
compare(struct class *c, const json_t *x)
{
    const char *name = text_of(x, "name");
    char *folder = str_format("%s/alike-%s", c->tmp, name);
    struct str_list names = {0};
    char *text = NULL;
    bool ok = mkdir(folder, 0755) == 0;
    if (ok)
        names = gather(c, x, folder);
    if (names.count > 1) {
        text = run_sim(folder, &names);
        ok = text != NULL;
    }
    struct pair *pairs = NULL;
    size_t n = text != NULL ? parse_sim(text, &pairs) : 0;
    size_t all = names.count * (names.count + 1) / 2 - names.count;
    if (all >= MANY_PAIRS && 3 * n > all)
        str_list_add(&c->natural, name, NULL);
    else
        for (size_t i = 0; i < n; i++)
            if (pairs[i].a < c->nstudents && pairs[i].b < c->nstudents)
                note_pair(c, &pairs[i], name);
    free(pairs);
    free(text);
    str_list_free(names.items);
    str_remove_tree(folder);
    free(folder);
    return ok;
}

static int
most_first(const void *p, const void *q)
{
    const struct alike *a = p, *b = q;
    if (a->exercises != b->exercises)
        return a->exercises < b->exercises ? 1 : -1;
    if (a->most != b->most)
        return b->most - a->most;
    if (a->a != b->a)
        return a->a < b->a ? -1 : 1;
    return a->b < b->b ? -1 : 1;
}

void
alike_find(struct class *c)
{
    size_t i;
    json_t *x;
    if (access("/usr/bin/sim_c", X_OK) != 0) {
        c->not_compared = strdup("sim_c is missing; it comes with the "
                                 "package similarity-tester");
        return;
    }
    json_array_foreach (c->exercises, i, x)
        if (strcmp(text_of(x, "kind"), "script") != 0 && !compare(c, x) &&
            c->not_compared == NULL)
            c->not_compared = str_format("sim_c could not compare %s",
                                         text_of(x, "name"));
    if (c->nalike > 0)
        qsort(c->alike, c->nalike, sizeof *c->alike, most_first);
}
