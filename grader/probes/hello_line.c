/* hello_line.c - probe: the same greeting into buffers of many sizes. */
#include "contract.h"
#include "probe_mpi.h"

#include <stdlib.h>
#include <string.h>

enum { BEYOND = 160, UNTOUCHED = '#' };

/* Only in AddressSanitizer builds, which see every byte beyond a block. */
__attribute__((weak)) void __lsan_disable(void);

/* One call with a buffer of `len` bytes; -1: no buffer. */
static void
one_call(int64_t len)
{
    size_t size = len > 0 ? (size_t)len : 0;
    size_t room = size + (__lsan_disable ? 0 : BEYOND);
    char *buf = len < 0 ? NULL : malloc(room + !room);
    if (buf != NULL)
        memset(buf, UNTOUCHED, room);
    say_i64(hello_line(case_comm(), buf, len < 0 ? 100 : size));
    say_text(buf, buf == NULL ? 0 : size);
    int64_t beyond = 0;
    for (size_t i = size; buf != NULL && i < room; i++)
        beyond += buf[i] != UNTOUCHED;
    say_i64(beyond);
    free(buf);
}

/* The lengths to try, and the one rank that calls, or -1 for all. */
void
probe_case(void)
{
    size_t n;
    int64_t *len = ask_i64s(&n);
    int64_t caller = ask_i64();
    int rank;
    PMPI_Comm_rank(case_comm(), &rank);
    for (size_t i = 0; i < n && (caller < 0 || caller == rank); i++)
        one_call(len[i]);
}
