/*
 * contract_number.c - the arithmetic in the braces of a contract: + - * /
 * and parentheses over integers, decimals and parameters, as C counts.
 */
#define _POSIX_C_SOURCE 200809L
#include "contract.h"

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* Deeper parentheses than a person writes. */
#define MOST_NESTED 50

static bool read_sum(const struct scope *scope, const char **at,
                     struct number *n, int depth);

void
skip_spaces(const char **at)
{
    while (**at == ' ' || **at == '\t')
        (*at)++;
}

struct slice
take_name(const char **at)
{
    const char *start = *at;
    if (isalpha((unsigned char)**at) || **at == '_')
        while (isalnum((unsigned char)**at) || **at == '_')
            (*at)++;
    return (struct slice){start, (size_t)(*at - start)};
}

/* The innermost setting of that name; it then counts as used. */
const struct setting *
scope_find(const struct scope *scope, struct slice name)
{
    for (int i = scope->nsettings - 1; i >= 0; i--) {
        const struct setting *s = &scope->settings[i];
        if (!same(slice_of(s->name), name))
            continue;
        if (s->used)
            *s->used = true;
        return s;
    }
    return NULL;
}

static bool
read_digits(const struct scope *scope, const char **at, struct number *n)
{
    const char *start = *at, *end = start;
    n->whole = true;
    while (isdigit((unsigned char)*end))
        end++;
    /* "0..3" is a range: only a point with a digit behind it is ours. */
    if (end[0] == '.' && isdigit((unsigned char)end[1])) {
        n->whole = false;
        for (end++; isdigit((unsigned char)*end);)
            end++;
    }
    if (*end == 'e' || *end == 'E') {
        const char *digits = end + 1 + (end[1] == '-' || end[1] == '+');
        if (isdigit((unsigned char)*digits)) {
            n->whole = false;
            for (end = digits; isdigit((unsigned char)*end);)
                end++;
        }
    }
    char *copy = keep_text(start, (size_t)(end - start));
    errno = 0;
    n->value = strtod(copy, NULL);
    if (n->whole)
        n->integer = strtoll(copy, NULL, 10);
    *at = end;
    if (errno == ERANGE)
        return wrong(scope->mistake, scope->path, scope->line,
                     "%s is too large a number", copy);
    return true;
}

static bool
read_setting(const struct scope *scope, const char **at, struct number *n)
{
    struct slice name = take_name(at);
    const struct setting *s = scope_find(scope, name);
    char *end = NULL;
    if (!s)
        return wrong(scope->mistake, scope->path, scope->line,
                     "unknown parameter '%.*s'", (int)name.len, name.at);
    errno = 0;
    n->whole = true;
    n->integer = strtoll(s->value, &end, 10);
    n->value = (double)n->integer;
    if (errno || *end || end == s->value)
        return wrong(scope->mistake, scope->path, scope->line,
                     "cannot calculate with %s=%s, it is not an integer",
                     s->name, s->value);
    return true;
}

/* left = left op right; whole numbers stay whole, as in C. */
static bool
combine(const struct scope *scope, char op, struct number *left,
        struct number right)
{
    bool overflow = false;
    if (op == '/' && right.value == 0)
        return wrong(scope->mistake, scope->path, scope->line,
                     "division by zero");
    if (left->whole && right.whole) {
        int64_t a = left->integer, b = right.integer, *r = &left->integer;
        switch (op) {
        case '+':
            overflow = __builtin_add_overflow(a, b, r);
            break;
        case '-':
            overflow = __builtin_sub_overflow(a, b, r);
            break;
        case '*':
            overflow = __builtin_mul_overflow(a, b, r);
            break;
        default:
            overflow = a == INT64_MIN || b == INT64_MIN;
            *r = overflow ? 0 : a / b;
        }
        left->value = (double)left->integer;
    } else {
        left->whole = false;
        left->value = op == '+'   ? left->value + right.value
                      : op == '-' ? left->value - right.value
                      : op == '*' ? left->value * right.value
                                  : left->value / right.value;
    }
    if (overflow)
        return wrong(scope->mistake, scope->path, scope->line,
                     "the number does not fit into 64 bits");
    return true;
}

static bool
read_unit(const struct scope *scope, const char **at, struct number *n,
          int depth)
{
    skip_spaces(at);
    if (depth > MOST_NESTED)
        return wrong(scope->mistake, scope->path, scope->line,
                     "too many parentheses");
    if (**at == '-') {
        struct number right = {0};
        (*at)++;
        *n = (struct number){.whole = true};
        return read_unit(scope, at, &right, depth + 1) &&
               combine(scope, '-', n, right);
    }
    if (**at == '(') {
        (*at)++;
        if (!read_sum(scope, at, n, depth + 1))
            return false;
        skip_spaces(at);
        if (**at != ')')
            return wrong(scope->mistake, scope->path, scope->line,
                         "a ')' is missing");
        (*at)++;
        return true;
    }
    if (isdigit((unsigned char)**at))
        return read_digits(scope, at, n);
    if (isalpha((unsigned char)**at) || **at == '_')
        return read_setting(scope, at, n);
    return wrong(scope->mistake, scope->path, scope->line,
                 "expected a number or a parameter at '%s'", *at);
}

static bool
read_product(const struct scope *scope, const char **at, struct number *n,
             int depth)
{
    if (!read_unit(scope, at, n, depth))
        return false;
    for (skip_spaces(at); **at == '*' || **at == '/'; skip_spaces(at)) {
        struct number right = {0};
        char op = *(*at)++;
        if (!read_unit(scope, at, &right, depth) ||
            !combine(scope, op, n, right))
            return false;
    }
    return true;
}

static bool
read_sum(const struct scope *scope, const char **at, struct number *n,
         int depth)
{
    if (!read_product(scope, at, n, depth))
        return false;
    for (skip_spaces(at); **at == '+' || **at == '-'; skip_spaces(at)) {
        struct number right = {0};
        char op = *(*at)++;
        if (!read_product(scope, at, &right, depth) ||
            !combine(scope, op, n, right))
            return false;
    }
    return true;
}

bool
evaluate(const struct scope *scope, const char **at, struct number *n)
{
    *n = (struct number){0};
    return read_sum(scope, at, n, 0);
}

bool
evaluate_whole(const struct scope *scope, const char **at, int64_t *n)
{
    const char *start = *at;
    struct number number;
    if (!evaluate(scope, at, &number))
        return false;
    *n = number.integer;
    if (!number.whole)
        return wrong(scope->mistake, scope->path, scope->line,
                     "'%.*s' is not an integer", (int)(*at - start), start);
    return true;
}
