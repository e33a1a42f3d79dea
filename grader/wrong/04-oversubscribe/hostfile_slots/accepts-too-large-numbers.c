// expect: WRONG hint=accepts-too-large-numbers
// Digits only, but a long is stored in an int without a look at its size.
#include <limits.h>
#include <string.h>

#include "contract.h"

#define NAME_CHARS                                                         \
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.-_"

/* The part of a text that is still to be read. */
struct span {
    const char *at, *end;
};

/* Takes the next word off the line; an empty one if there is none. */
static struct span
next_word(struct span *line)
{
    struct span word;
    while (line->at < line->end && strchr(" \t", *line->at) != NULL)
        line->at++;
    word.at = line->at;
    while (line->at < line->end && strchr(" \t", *line->at) == NULL)
        line->at++;
    word.end = line->at;
    return word;
}

/* The N of the word KEYWORD=N; 0 if it is another keyword, -1 if N is not
 * a number from 1 to INT_MAX. */
static long
value_of(struct span word, const char *keyword)
{
    size_t n = strlen(keyword);
    if ((size_t)(word.end - word.at) <= n || word.at[n] != '=' ||
        strncmp(word.at, keyword, n) != 0)
        return 0;

    long value = 0;
    for (const char *c = word.at + n + 1; c < word.end; c++) {
        if (*c < '0' || *c > '9')
            return -1;
        if (value < LONG_MAX / 10)
            value = 10 * value + (*c - '0');
    }
    return value > 0 ? value : -1;
}

/* Reads the words behind the name.  Returns 0, or -1 if one is bad. */
static int
read_keywords(struct span *line, int *slots)
{
    int max_slots = 0;
    for (;;) {
        struct span word = next_word(line);
        if (word.at == word.end)
            return 0;
        int *field = slots;
        long value = value_of(word, "slots");
        if (value == 0) {
            field = &max_slots;
            value = value_of(word, "max_slots");
        }
        if (value <= 0 || *field != 0)
            return -1;
        *field = (int)value;
    }
}

/* Adds a host, or slots to a host that is there already.  Returns the
 * number of hosts then in out, or -1. */
static int
add_host(struct host *out, int hosts, int max, struct span name, int slots)
{
    size_t length = (size_t)(name.end - name.at);
    if (length >= sizeof out->name || strspn(name.at, NAME_CHARS) < length)
        return -1;
    for (int i = 0; i < hosts; i++) {
        if (strlen(out[i].name) == length &&
            memcmp(out[i].name, name.at, length) == 0) {
            if (out[i].slots > INT_MAX - slots)
                return -1;
            out[i].slots += slots;
            return hosts;
        }
    }
    if (hosts == max)
        return -1;
    memcpy(out[hosts].name, name.at, length);
    out[hosts].name[length] = '\0';
    out[hosts].slots = slots;
    return hosts + 1;
}

int
hostfile_slots(const char *text, int default_cores, struct host *out,
               int max)
{
    if (text == NULL || default_cores < 1 || max < 0 ||
        (out == NULL && max > 0))
        return -1;

    int hosts = 0;
    while (*text != '\0' && hosts >= 0) {
        size_t length = strcspn(text, "\n");
        /* The words end at the comment, or at the '\r' of "\r\n". */
        size_t used = strcspn(text, "#\n");
        if (used == length && used > 0 && text[used - 1] == '\r')
            used--;
        struct span line = {text, text + used};
        text += length + (text[length] == '\n');

        struct span name = next_word(&line);
        int slots = 0;
        if (name.at == name.end)
            continue;
        if (read_keywords(&line, &slots) < 0)
            return -1;
        hosts = add_host(out, hosts, max, name,
                         slots > 0 ? slots : default_cores);
    }
    return hosts;
}
