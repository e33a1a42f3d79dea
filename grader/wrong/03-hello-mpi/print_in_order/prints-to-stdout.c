// expect: WRONG hint=writes-to-stdout
// Rank 0 writes its own line, but not to the stream it was given.
#include <stdint.h>
#include <string.h>

#include "contract.h"

enum {
    LENGTH = 1,  /* tag of the message that says how long a line is */
    TEXT = 2,    /* tag of the messages that carry its characters */
    PIECE = 4096 /* at most so many of them in one message */
};

static void
send_line(const char *line, MPI_Comm comm)
{
    uint64_t left = strlen(line);
    MPI_Send(&left, 1, MPI_UINT64_T, 0, LENGTH, comm);
    while (left > 0) {
        int n = left < PIECE ? (int)left : PIECE;
        MPI_Send(line, n, MPI_CHAR, 0, TEXT, comm);
        line += n;
        left -= (uint64_t)n;
    }
}

/* Naming the sender is what keeps the lines in order. */
static void
copy_line(int sender, FILE *out, MPI_Comm comm)
{
    uint64_t left;
    MPI_Recv(&left, 1, MPI_UINT64_T, sender, LENGTH, comm,
             MPI_STATUS_IGNORE);
    while (left > 0) {
        char piece[PIECE];
        int n = left < PIECE ? (int)left : PIECE;
        MPI_Recv(piece, n, MPI_CHAR, sender, TEXT, comm, MPI_STATUS_IGNORE);
        fwrite(piece, 1, (size_t)n, out);
        left -= (uint64_t)n;
    }
    fputc('\n', out);
}

int
print_in_order(const char *line, FILE *out, MPI_Comm comm)
{
    int rank, size;
    MPI_Comm_rank(comm, &rank);
    MPI_Comm_size(comm, &size);
    if (line == NULL)
        return -1;

    if (rank != 0) {
        send_line(line, comm);
        return 0;
    }
    printf("%s\n", line);
    for (int sender = 1; sender < size; sender++)
        copy_line(sender, out, comm);
    return 0;
}
