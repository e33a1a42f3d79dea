/* print_in_order.c - probe: lines of given lengths, one stream a rank. */
#define _GNU_SOURCE
#include "contract.h"
#include "probe_mpi.h"

#include <stdlib.h>
#include <string.h>

/* What one stream received; `closed` counts calls of fclose. */
static struct {
    char *bytes;
    size_t len;
    int closed;
} stream;

static ssize_t
collect(void *cookie, const char *bytes, size_t len)
{
    (void)cookie;
    char *grown = realloc(stream.bytes, stream.len + len + 1);
    if (grown == NULL)
        return -1;
    stream.bytes = grown;
    memcpy(stream.bytes + stream.len, bytes, len);
    stream.len += len;
    return (ssize_t)len;
}

static int
note_close(void *cookie)
{
    (void)cookie;
    stream.closed++;
    return 0;
}

/* Letters that depend on the rank, and "%%", which printf would change. */
static char *
make_line(size_t len, int64_t salt, int world)
{
    char *line = malloc(len + 1);
    for (size_t i = 0; line != NULL && i < len; i++)
        line[i] = (char)('a' + (salt + 7 * world + (int64_t)i) % 26);
    if (line != NULL && len > 20)
        line[10] = line[11] = '%';
    if (line != NULL)
        line[len] = '\0';
    return line;
}

/* The length of each world rank's line (-1: NULL), the salt of its letters,
 * and whether ranks other than 0 get a stream too. */
void
probe_case(void)
{
    size_t n;
    int64_t *lengths = ask_i64s(&n);
    int64_t salt = ask_i64();
    bool stream_for_all = ask_i64();
    int world, rank;
    PMPI_Comm_rank(MPI_COMM_WORLD, &world);
    PMPI_Comm_rank(case_comm(), &rank);
    int64_t len = lengths[world];
    char *line = len < 0 ? NULL : make_line((size_t)len, salt, world);
    char *same = line == NULL ? NULL : strdup(line);
    FILE *out = NULL;
    if (rank == 0 || stream_for_all)
        out = fopencookie(
            NULL, "w",
            (cookie_io_functions_t){.write = collect, .close = note_close});
    say_i64(print_in_order(line, out, case_comm()));
    if (out != NULL && stream.closed == 0)
        fflush(out);
    say_text(stream.bytes, stream.len);
    say_i64(line != NULL && strcmp(line, same) != 0);
    say_i64(stream.closed);
    if (out != NULL && stream.closed == 0)
        fclose(out);
    free(stream.bytes);
    free(line);
    free(same);
    memset(&stream, 0, sizeof stream);
}
