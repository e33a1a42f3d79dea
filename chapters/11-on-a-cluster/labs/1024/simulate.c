/*
 * simulate.c - the course's own answers on a cluster that is not there.
 *
 * SimGrid's SMPI runs all ranks in one process and moves a clock of its
 * own: a message takes what the described network says, and work takes
 * what this file charges for it.  What is run are the files of solutions/,
 * as they are, or of exercises/ where there are none; `make lab-1024` does
 * so on 1, 2, 4, ..., 1024 ranks.
 *
 *     simulate DART CELL PART...      nanoseconds; pi ring line tree heat
 *
 * Prints lines PART,RANKS,SECONDS,BUSY: BUSY is how long a rank computed,
 * the mean over all ranks.
 */
#include <mpi.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "darts.h"

int64_t pi_mpi(uint64_t seed, int64_t n, MPI_Comm comm);
int64_t ring_sum(int64_t mine, MPI_Comm comm);
int tree_bcast(void *buf, int n, MPI_Datatype t, int root, MPI_Comm comm);
int heat_run(double *u, int n_local, int64_t steps, double r,
             MPI_Comm comm);
void heat_cells(const double *u, double *v, int first, int last, double r);
int64_t __real_pi_hits(uint64_t seed, int64_t first, int64_t last);
int64_t __wrap_pi_hits(uint64_t seed, int64_t first, int64_t last);

enum { STEPS = 10, MESSAGE = 1 << 20 };
enum { DARTS = 1 << 25, DARTS_EACH = 1 << 17 }; /* strong, weak scaling */
enum { CELLS = 1 << 20, CELLS_EACH = 1 << 14 };

/* One process holds all ranks, and one runs at a time: these are shared. */
static double dart, cell; /* nanoseconds */
static double busy;       /* of all ranks together, in seconds */

/* The described cores make 1 Gflop/s: a flop is a nanosecond. */
static void
work(double nanoseconds)
{
    busy += nanoseconds * 1e-9;
    smpi_execute_flops(nanoseconds);
}

/* The linker puts this in the place of pi_hits (--wrap). */
int64_t
__wrap_pi_hits(uint64_t seed, int64_t first, int64_t last)
{
    work((double)(last - first) * dart);
    return __real_pi_hits(seed, first, last);
}

void
heat_cells(const double *u, double *v, int first, int last, double r)
{
    for (int i = first; i <= last; i++)
        v[i] = u[i] + r * (u[i - 1] - 2.0 * u[i] + u[i + 1]);
    work((double)(last - first + 1) * cell);
}

/* All ranks read the same clock, so they can leave at the same moment: a
 * barrier alone lets some go earlier than others. */
static double
start(void)
{
    double now = MPI_Wtime(), last;
    MPI_Allreduce(&now, &last, 1, MPI_DOUBLE, MPI_MAX, MPI_COMM_WORLD);
    double moment = last + 1.0;
    busy = 0.0;
    smpi_execute_flops((moment - MPI_Wtime()) * 1e9);
    return moment;
}

/* The seconds from `begin` until the last rank is here; on rank 0. */
static double
stop(double begin, double *computed)
{
    int size;
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    double mine = MPI_Wtime() - begin, most = 0.0;
    MPI_Reduce(&mine, &most, 1, MPI_DOUBLE, MPI_MAX, 0, MPI_COMM_WORLD);
    *computed = busy / size;
    return most;
}

static void
report(const char *part, double seconds, double computed)
{
    int rank, size;
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    if (rank == 0)
        printf("%s,%d,%.9f,%.9f\n", part, size, seconds, computed);
}

static void
wrong(const char *part)
{
    fprintf(stderr, "simulate: %s gives a wrong result\n", part);
    MPI_Abort(MPI_COMM_WORLD, EXIT_FAILURE);
}

static void
pi(const char *part, int64_t n)
{
    double computed, begin = start();
    int64_t hits = pi_mpi(42, n, MPI_COMM_WORLD);
    double seconds = stop(begin, &computed);
    if (hits < n * 0.78 || hits > n * 0.79) /* pi / 4 is 0.785 */
        wrong(part);
    report(part, seconds, computed);
}

static void
ring(int rank, int size)
{
    double computed, begin = start();
    int64_t sum = ring_sum(rank, MPI_COMM_WORLD);
    double seconds = stop(begin, &computed);
    if (sum != (int64_t)size * (size - 1) / 2)
        wrong("ring");
    report("ring", seconds, computed);
}

/* A megabyte for everyone.  No byte of it is looked at, so all ranks may
 * have the same megabyte; SMPI then copies nothing. */
static void
broadcast(const char *part, int rank, int size)
{
    char *data = SMPI_SHARED_MALLOC(MESSAGE);
    double computed, begin = start();
    if (strcmp(part, "tree") == 0)
        tree_bcast(data, MESSAGE, MPI_CHAR, 0, MPI_COMM_WORLD);
    else if (rank != 0)
        MPI_Recv(data, MESSAGE, MPI_CHAR, 0, 0, MPI_COMM_WORLD,
                 MPI_STATUS_IGNORE);
    else
        for (int to = 1; to < size; to++)
            MPI_Send(data, MESSAGE, MPI_CHAR, to, 0, MPI_COMM_WORLD);
    report(part, stop(begin, &computed), 0.0);
    SMPI_SHARED_FREE(data);
    int sent = rank == 0; /* memory of its own: does it arrive at all? */
    tree_bcast(&sent, 1, MPI_INT, 0, MPI_COMM_WORLD);
    if (sent != 1)
        wrong("tree");
}

/* One step of the rod: heat_run with some steps less heat_run with none,
 * which only finds the neighbours. */
static void
heat(const char *part, int rank, int n)
{
    double *u = check_alloc(calloc((size_t)n + 2, sizeof *u),
                            "the cells of a rank");
    double computed, none, begin;
    u[0] = rank == 0 ? 100.0 : 0.0;
    begin = start();
    heat_run(u, n, 0, 0.25, MPI_COMM_WORLD);
    none = stop(begin, &computed);
    begin = start();
    heat_run(u, n, STEPS, 0.25, MPI_COMM_WORLD);
    double seconds = stop(begin, &computed) - none;
    if (rank == 0 && !(u[1] > 0.0 && u[1] < 100.0))
        wrong(part);
    report(part, seconds / STEPS, computed / STEPS);
    free(u);
}

int
main(int argc, char **argv)
{
    MPI_Init(&argc, &argv);
    int rank, size;
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    if (argc < 4)
        MPI_Abort(MPI_COMM_WORLD, EXIT_FAILURE);
    dart = atof(argv[1]);
    cell = atof(argv[2]);
    for (int i = 3; i < argc; i++)
        if (strcmp(argv[i], "pi") == 0) {
            pi("pi-strong", DARTS);
            pi("pi-weak", (int64_t)DARTS_EACH * size);
        } else if (strcmp(argv[i], "ring") == 0) {
            ring(rank, size);
        } else if (strcmp(argv[i], "heat") == 0) {
            heat("heat-strong", rank, CELLS / size);
            heat("heat-weak", rank, CELLS_EACH);
        } else {
            broadcast(argv[i], rank, size);
        }
    MPI_Finalize();
    return EXIT_SUCCESS;
}
