/*
 * trouble.c - goes wrong on request, so that the texts of appendix A are
 * those that a machine really prints.
 *
 * Run:  mpirun -n 2 ./trouble rank           and so on, see the table below
 *       mpirun -n 2 ./trouble rank cured     the same without the fault
 */
#include <mpi.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

static int rank, size;

// ANCHOR: faults
static void
wrong_rank(bool cured)
{
    int to = cured ? (rank + 1) % size : rank + 1;
    int from = (rank + size - 1) % size, got;
    MPI_Sendrecv(&rank, 1, MPI_INT, to, 0, &got, 1, MPI_INT, from, 0,
                 MPI_COMM_WORLD, MPI_STATUS_IGNORE);
}

static void
short_buffer(bool cured)
{
    int four[4] = {0}, room[4];
    MPI_Request send;
    MPI_Isend(four, 4, MPI_INT, rank, 0, MPI_COMM_WORLD, &send);
    MPI_Recv(room, cured ? 4 : 2, MPI_INT, rank, 0, MPI_COMM_WORLD,
             MPI_STATUS_IGNORE);
    MPI_Wait(&send, MPI_STATUS_IGNORE);
}

static void
uncommitted(bool cured)
{
    int pair[2] = {0};
    MPI_Datatype two;
    MPI_Type_contiguous(2, MPI_INT, &two);
    if (cured)
        MPI_Type_commit(&two);
    MPI_Bcast(pair, 1, two, 0, MPI_COMM_WORLD);
    MPI_Type_free(&two);
}

static void
crash(bool cured)
{
    if (!cured)
        raise(SIGSEGV); /* what a bad pointer does */
}
// ANCHOR_END: faults

static void
same_buffer(bool cured)
{
    int sum = 1;
    MPI_Allreduce(cured ? MPI_IN_PLACE : &sum, &sum, 1, MPI_INT, MPI_SUM,
                  MPI_COMM_WORLD);
}

/* A rank tells itself something short and, uncured, does not listen. */
static void
unheard(bool cured)
{
    int word = 1, got;
    MPI_Request send;
    MPI_Isend(&word, 1, MPI_INT, rank, 0, MPI_COMM_WORLD, &send);
    if (cured)
        MPI_Recv(&got, 1, MPI_INT, rank, 0, MPI_COMM_WORLD,
                 MPI_STATUS_IGNORE);
    MPI_Wait(&send, MPI_STATUS_IGNORE);
}

/* Rank 1 waits for a word; uncured, rank 0 goes to MPI_Finalize instead. */
static void
no_word(bool cured)
{
    int word = 1;
    if (rank == 1)
        MPI_Recv(&word, 1, MPI_INT, 0, 0, MPI_COMM_WORLD,
                 MPI_STATUS_IGNORE);
    else if (rank == 0 && size > 1 && cured)
        MPI_Send(&word, 1, MPI_INT, 1, 0, MPI_COMM_WORLD);
}

/* Rank 0 asks for a number; uncured, the question stays in its buffer. */
static void
ask(bool cured)
{
    int n;
    if (rank != 0)
        return;
    printf("N = ");
    if (cured)
        fflush(stdout);
    if (scanf("%d", &n) != 1)
        MPI_Abort(MPI_COMM_WORLD, 1); /* which throws the buffer away */
}

/* A message long enough to be fetched out of the sender's memory.  There
 * is nothing to cure in the program. */
static void
long_message(bool cured)
{
    static char text[10824];
    (void)cured;
    if (rank == 0 && size > 1)
        MPI_Send(text, sizeof text, MPI_CHAR, 1, 0, MPI_COMM_WORLD);
    else if (rank == 1)
        MPI_Recv(text, sizeof text, MPI_CHAR, 0, 0, MPI_COMM_WORLD,
                 MPI_STATUS_IGNORE);
}

int
main(int argc, char **argv)
{
    static const struct {
        const char *name;
        void (*fault)(bool cured);
    } faults[] = {{"rank", wrong_rank},   {"truncate", short_buffer},
                  {"type", uncommitted},  {"crash", crash},
                  {"alias", same_buffer}, {"unheard", unheard},
                  {"finalize", no_word},  {"ask", ask},
                  {"long", long_message}};
    const char *wanted = argc > 1 ? argv[1] : "";
    bool cured = argc > 2;
    if (strcmp(wanted, "early") == 0 && !cured)
        MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++)
        if (strcmp(wanted, faults[i].name) == 0)
            faults[i].fault(cured);
    if (strcmp(wanted, "leave") == 0 && !cured)
        return 0; /* without MPI_Finalize */
    MPI_Finalize();
    if (strcmp(wanted, "late") == 0 && !cured)
        MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    if (rank == 0)
        printf("all is well\n");
    return 0;
}
