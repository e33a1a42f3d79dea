/* heat_overlap.c - simulated probe: a step of a rod in equal parts, beside
 * a step that trades its edges first and then computes, as the lesson's
 * heat_sendrecv does. */
#include "contract.h"
#include "simulated.h"

enum { CELLS = 30000, STEPS = 4 };

/* That of contract.h; a cell takes a nanosecond. */
void
heat_cells(const double *u, double *v, int first, int last, double r)
{
    for (int i = first; i <= last; i++)
        v[i] = u[i] + r * (u[i - 1] - 2.0 * u[i] + u[i + 1]);
    if (last >= first)
        smpi_execute_flops(last - first + 1);
}

static void
trade_first(double *u, double *v, double r)
{
    int rank, size;
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    int left = rank > 0 ? rank - 1 : MPI_PROC_NULL;
    int right = rank < size - 1 ? rank + 1 : MPI_PROC_NULL;
    v[0] = u[0];
    v[CELLS + 1] = u[CELLS + 1];
    for (int step = 0; step < STEPS; step++) {
        MPI_Sendrecv(&u[1], 1, MPI_DOUBLE, left, 0, &u[CELLS + 1], 1,
                     MPI_DOUBLE, right, 0, MPI_COMM_WORLD,
                     MPI_STATUS_IGNORE);
        MPI_Sendrecv(&u[CELLS], 1, MPI_DOUBLE, right, 1, &u[0], 1,
                     MPI_DOUBLE, left, 1, MPI_COMM_WORLD,
                     MPI_STATUS_IGNORE);
        heat_cells(u, v, 1, CELLS, r);
        double *swap = u;
        u = v;
        v = swap;
    }
}

/* A rod that is cold but for its hot end, on rank 0. */
static double *
cold_part(void)
{
    int rank;
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    double *u = calloc(CELLS + 2, sizeof *u);
    if (u == NULL)
        MPI_Abort(MPI_COMM_WORLD, EXIT_FAILURE);
    u[0] = rank == 0 ? 64.0 : 0.0;
    return u;
}

/* The seconds that heat_overlap needs for so many steps. */
static double
time_of(double *u, int steps, bool *right)
{
    double begin = begin_together();
    *right = heat_overlap(u, CELLS, steps, 0.25, MPI_COMM_WORLD) == 0;
    return slowest(begin);
}

int
main(int argc, char **argv)
{
    MPI_Init(&argc, &argv);
    double *known = cold_part(), *other = cold_part(), *u = cold_part();
    double begin = begin_together();
    trade_first(known, other, 0.25);
    double first = slowest(begin);

    bool none, right;
    double before = time_of(u, 0, &none); /* finds the neighbours */
    double all = time_of(u, STEPS, &right);
    for (int i = 1; i <= CELLS; i++) /* STEPS is even: known has the last */
        right = right && u[i] == known[i];
    tell_times(argv[1], none && right, (all - before) / STEPS,
               first / STEPS);
    free(known);
    free(other);
    free(u);
    MPI_Finalize();
    return EXIT_SUCCESS;
}
