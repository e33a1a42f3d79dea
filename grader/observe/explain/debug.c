/*
 * debug.c - the variables of a program, from its debugging information.
 *
 * readelf prints the information as text, a line for each attribute; from
 * it the few that matter here are kept.  What is not understood is left
 * out, and then nothing is found.
 */
#define _GNU_SOURCE
#include "debug.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum tag {
    OTHER,
    FUNCTION,
    INLINED,
    VARIABLE,
    BASE,
    POINTER,
    ALIAS, /* typedef, const, volatile */
    ARRAY,
    BOUND,
    RECORD,
    MEMBER,
    ENUMERATION
};

struct entry {
    enum tag tag;
    int depth;
    uint64_t offset, type, origin; /* of other entries; 0: none */
    int64_t size, bound, place;
    uint64_t low, high;
    int encoding;
    bool on_frame, global, no_bound;
    char frame; /* its base: 'c' the frame's end, 'r' the register rbp */
    char name[32];
};

static struct entry *entries;
static int nentries;
static char loaded[256];

static enum tag
tag_of(const char *line)
{
    static const struct {
        const char *name;
        enum tag tag;
    } known[] = {{"subprogram)", FUNCTION},
                 {"inlined_subroutine)", INLINED},
                 {"variable)", VARIABLE},
                 {"formal_parameter)", VARIABLE},
                 {"base_type)", BASE},
                 {"pointer_type)", POINTER},
                 {"typedef)", ALIAS},
                 {"const_type)", ALIAS},
                 {"volatile_type)", ALIAS},
                 {"restrict_type)", ALIAS},
                 {"array_type)", ARRAY},
                 {"subrange_type)", BOUND},
                 {"structure_type)", RECORD},
                 {"member)", MEMBER},
                 {"enumeration_type)", ENUMERATION}};
    const char *at = strstr(line, "(DW_TAG_");
    for (size_t i = 0; at != NULL && i < sizeof known / sizeof *known; i++)
        if (strncmp(at + 8, known[i].name, strlen(known[i].name)) == 0)
            return known[i].tag;
    return OTHER;
}

/* " <2><4f>: Abbrev Number: 3 (DW_TAG_variable)" */
static bool
begin_entry(const char *line)
{
    int depth, used = 0;
    unsigned long long offset;
    if (sscanf(line, " <%d><%llx>: Abbrev Number: %n", &depth, &offset,
               &used) != 2 ||
        used == 0)
        return false;
    if ((nentries & (nentries - 1)) == 0)
        entries = realloc(entries, (nentries ? 2 * (size_t)nentries : 1) *
                                       sizeof *entries);
    entries[nentries++] = (struct entry){.tag = tag_of(line),
                                         .depth = depth,
                                         .offset = offset,
                                         .no_bound = true};
    return true;
}

static void
set_location(struct entry *e, const char *value)
{
    const char *at;
    if ((at = strstr(value, "(DW_OP_fbreg: ")) != NULL) {
        e->place = strtoll(at + 14, NULL, 10);
        e->on_frame = strchr(at, ';') == NULL;
    } else if ((at = strstr(value, "(DW_OP_addr: ")) != NULL) {
        e->place = (int64_t)strtoull(at + 13, NULL, 16);
        e->global = strchr(at, ';') == NULL;
    }
}

static void
set_name(struct entry *e, const char *value)
{
    const char *at =
        strncmp(value, "(ind", 4) == 0 ? strstr(value, "): ") : NULL;
    value = at != NULL ? at + 3 : value;
    snprintf(e->name, sizeof e->name, "%.*s", (int)strcspn(value, "\t\n"),
             value);
    e->name[strcspn(e->name, "\t\n")] = '\0';
}

static uint64_t
reference(const char *value)
{
    const char *at = strstr(value, "<0x");
    return at != NULL ? strtoull(at + 3, NULL, 16) : 0;
}

/* "    <4f>   DW_AT_byte_size   : 8" */
static void
add_attribute(struct entry *e, char *line)
{
    char *name = strstr(line, "DW_AT_");
    char *value = name != NULL ? strchr(name, ':') : NULL;
    if (value == NULL)
        return;
    name += 6;
    value += 1 + strspn(value + 1, " ");
#define IS(text) (strncmp(name, text " ", sizeof text) == 0)
    if (IS("name"))
        set_name(e, value);
    else if (IS("type"))
        e->type = reference(value);
    else if (IS("abstract_origin"))
        e->origin = reference(value);
    else if (IS("byte_size"))
        e->size = strtoll(value, NULL, 0);
    else if (IS("encoding"))
        e->encoding = atoi(value);
    else if (IS("location"))
        set_location(e, value);
    else if (IS("data_member_location"))
        e->place = strtoll(value, NULL, 0);
    else if (IS("low_pc"))
        e->low = strtoull(value, NULL, 16);
    else if (IS("high_pc"))
        e->high = strtoull(value, NULL, 16);
    else if (IS("upper_bound") && strchr(value, '(') == NULL) {
        e->bound = strtoll(value, NULL, 0);
        e->no_bound = false;
    } else if (IS("count") && strchr(value, '(') == NULL) {
        e->bound = strtoll(value, NULL, 0) - 1;
        e->no_bound = false;
    } else if (IS("frame_base"))
        e->frame = strstr(value, "DW_OP_call_frame_cfa") ? 'c'
                   : strstr(value, "DW_OP_reg6")         ? 'r'
                                                         : 0;
#undef IS
}

static void
load(const char *program)
{
    enum { MOST_BYTES = 40 << 20 };
    static char line[4096];
    char command[600];
    size_t bytes = 0;
    if (strcmp(loaded, program) == 0 || strchr(program, '\'') != NULL)
        return;
    snprintf(loaded, sizeof loaded, "%s", program);
    nentries = 0;
    snprintf(command, sizeof command,
             "LC_ALL=C readelf --debug-dump=info '%s' 2>/dev/null",
             program);
    FILE *f = popen(command, "r");
    while (f != NULL && fgets(line, sizeof line, f) != NULL) {
        bytes += strlen(line);
        if (bytes > MOST_BYTES) { /* better nothing than half of it */
            nentries = 0;
            break;
        }
        if (!begin_entry(line) && nentries > 0)
            add_attribute(&entries[nentries - 1], line);
    }
    if (f != NULL)
        pclose(f);
}

static const struct entry *
at_offset(uint64_t offset)
{
    int low = 0, high = nentries;
    while (offset != 0 && low < high) {
        int middle = (low + high) / 2;
        if (entries[middle].offset == offset)
            return &entries[middle];
        if (entries[middle].offset < offset)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

static const struct entry *
without_aliases(const struct entry *e)
{
    for (int i = 0; e != NULL && e->tag == ALIAS && i < 16; i++)
        e = at_offset(e->type);
    return e;
}

/* -1: not known */
static int64_t
size_of(const struct entry *e)
{
    e = without_aliases(e);
    if (e == NULL)
        return -1;
    if (e->tag == POINTER)
        return 8;
    if (e->tag != ARRAY)
        return e->size > 0 ? e->size : -1;
    int64_t n = size_of(at_offset(e->type));
    for (const struct entry *b = e + 1;
         b < entries + nentries && b->depth > e->depth; b++)
        if (b->tag == BOUND)
            n = n < 0 || b->no_bound ? -1 : n * (b->bound + 1);
    return n;
}

/* The innermost type at this place; NULL: padding, a union, not known. */
static const struct entry *
innermost(const struct entry *e, int64_t at)
{
    for (int i = 0; i < 32; i++) {
        e = without_aliases(e);
        if (e == NULL || e->tag == BASE || e->tag == POINTER ||
            e->tag == ENUMERATION)
            return e;
        const struct entry *inner = NULL;
        if (e->tag == ARRAY) {
            inner = at_offset(e->type);
            int64_t n = size_of(inner);
            if (n <= 0)
                return NULL;
            at %= n;
        }
        for (const struct entry *m = e + 1;
             e->tag == RECORD && m < entries + nentries &&
             m->depth > e->depth;
             m++)
            if (m->tag == MEMBER && m->depth == e->depth + 1 &&
                at >= m->place &&
                at < m->place + size_of(at_offset(m->type))) {
                inner = at_offset(m->type);
                at -= m->place;
                break;
            }
        e = inner;
    }
    return NULL;
}

static void
describe(const struct entry *e, int64_t at, struct variable *v)
{
    const struct entry *from = e->type == 0 ? at_offset(e->origin) : e;
    const struct entry *type = from ? at_offset(from->type) : NULL;
    const struct entry *inner = innermost(type, at);
    v->name = from != NULL ? from->name : "";
    v->left = size_of(type) - at;
    v->kind = 0;
    if (inner == NULL)
        return;
    v->type = inner->tag == POINTER ? "a pointer" : inner->name;
    v->size = inner->tag == POINTER ? 8 : (int)inner->size;
    enum { BOOLEAN = 2, COMPLEX, FLOAT, SIGNED, UNSIGNED = 7 };
    if (inner->tag == POINTER)
        v->kind = 'p';
    else if (inner->tag == ENUMERATION || inner->encoding == SIGNED ||
             inner->encoding == UNSIGNED)
        v->kind = 'i';
    else if (inner->encoding == FLOAT)
        v->kind = 'f';
    else if (inner->encoding == COMPLEX) {
        v->kind = 'f';
        v->size /= 2;
    }
}

static int64_t
size_of_variable(const struct entry *e)
{
    const struct entry *from = e->type == 0 ? at_offset(e->origin) : e;
    return from != NULL ? size_of(at_offset(from->type)) : -1;
}

/* An optimiser lays a variable of an inner block, or of a function that it
 * put in line, where another one has been; it need not say where. */
static bool
shares_places(const struct entry *function, const struct entry *e)
{
    return function != NULL &&
           (e->tag == INLINED ||
            (e->tag == VARIABLE && e->depth > function->depth + 1 &&
             !e->on_frame && !e->global));
}

/* Two variables at one place, or one of unknown size, are none. */
bool
find_variable(const char *program, uint64_t pc, int64_t place,
              struct variable *v)
{
    const struct entry *function = NULL, *found = NULL;
    load(program);
    for (struct entry *e = entries; e < entries + nentries; e++) {
        if (e->tag == FUNCTION && e->frame != 0)
            function = pc >= e->low && pc < e->low + e->high ? e
                       : function != NULL && e->depth <= function->depth
                           ? NULL
                           : function;
        else if (function != NULL && e->depth <= function->depth)
            function = NULL;
        if (pc != 0 && shares_places(function, e))
            return false;
        if (e->tag != VARIABLE ||
            (pc != 0 ? function == NULL || !e->on_frame : !e->global))
            continue;
        int64_t start =
            e->place - (pc != 0 && function->frame == 'r' ? 16 : 0);
        int64_t size = size_of_variable(e);
        if (size <= 0 || place < start || place >= start + size)
            continue;
        if (found != NULL)
            return false;
        found = e;
        describe(e, place - start, v);
    }
    return found != NULL;
}
