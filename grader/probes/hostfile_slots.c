/* hostfile_slots.c - probe: one text, and room for exactly `max` hosts. */
#define _GNU_SOURCE
#include "contract.h"
#include "probe.h"

#include <stdlib.h>
#include <string.h>

enum { BEYOND = 8, UNTOUCHED = 0x5a };

/* Only in AddressSanitizer builds, which see every byte beyond a block. */
__attribute__((weak)) void __lsan_disable(void);

/* The text (or NULL), default_cores, max, and whether out is NULL. */
void
probe_case(void)
{
    size_t len;
    char *text = ask_text(&len);
    bool no_text = ask_i64();
    int cores = (int)ask_i64(), max = (int)ask_i64();
    bool no_out = ask_i64();
    size_t bytes = (size_t)(max > 0 ? max : 0) * sizeof(struct host);
    size_t room =
        bytes + (__lsan_disable ? 0 : BEYOND * sizeof(struct host));
    struct host *out = no_out ? NULL : malloc(room + !room);
    char *before = malloc(len + 1);
    if (out != NULL)
        memset(out, UNTOUCHED, room);
    memcpy(before, text, len + 1);
    int hosts = hostfile_slots(no_text ? NULL : text, cores, out, max);
    int64_t beyond = 0;
    for (size_t i = bytes; out != NULL && i < room; i++)
        beyond += ((unsigned char *)out)[i] != UNTOUCHED;
    say_i64(hosts);
    say_i64(beyond);
    say_i64(memcmp(before, text, len + 1) != 0);
    for (int i = 0; i < hosts && i < max && out != NULL; i++) {
        say_text(out[i].name, strnlen(out[i].name, sizeof out[i].name));
        say_i64(out[i].slots);
    }
    free(before);
    free(out);
}
