// expect: CRASH hint=one-buffer-for-both
// A rank's own number of cells is given from its place in the list of all.
#include <stdlib.h>
#include <string.h>

#include "contract.h"

enum { LEFTWARDS, RIGHTWARDS };

/* The nearest ranks before and after this one that have cells. */
static void
find_neighbours(const int *cells, MPI_Comm comm, int *left, int *right)
{
    int rank, size;
    MPI_Comm_rank(comm, &rank);
    MPI_Comm_size(comm, &size);
    for (*left = rank - 1; *left >= 0 && cells[*left] == 0; --*left)
        ;
    for (*right = rank + 1; *right < size && cells[*right] == 0; ++*right)
        ;
    if (*left < 0)
        *left = MPI_PROC_NULL;
    if (*right == size)
        *right = MPI_PROC_NULL;
}

static void
trade(double *u, int n, int left, int right, MPI_Comm comm)
{
    MPI_Sendrecv(&u[1], 1, MPI_DOUBLE, left, LEFTWARDS, &u[n + 1], 1,
                 MPI_DOUBLE, right, LEFTWARDS, comm, MPI_STATUS_IGNORE);
    MPI_Sendrecv(&u[n], 1, MPI_DOUBLE, right, RIGHTWARDS, &u[0], 1,
                 MPI_DOUBLE, left, RIGHTWARDS, comm, MPI_STATUS_IGNORE);
}

/* u holds the cells, v has room for as many. */
static void
make_steps(double *u, double *v, int n, int64_t steps, double r,
           const int neighbours[2], MPI_Comm comm)
{
    double *now = u, *next = v;
    v[0] = u[0]; /* the fixed ends, whichever array is read */
    v[n + 1] = u[n + 1];
    for (int64_t step = 0; step < steps; step++) {
        trade(now, n, neighbours[0], neighbours[1], comm);
        heat_cells(now, next, 1, n, r);
        double *swap = now;
        now = next;
        next = swap;
    }
    if (now != u)
        memcpy(&u[1], &now[1], (size_t)n * sizeof *u);
}

int
heat_run(double *u, int n_local, int64_t steps, double r, MPI_Comm comm)
{
    int size, neighbours[2], all_good;
    MPI_Comm_size(comm, &size);
    int *cells = malloc((size_t)size * sizeof *cells);
    double *v =
        malloc(((size_t)(n_local > 0 ? n_local : 0) + 2) * sizeof *v);
    int good = cells != NULL && v != NULL && n_local >= 0 && steps >= 0 &&
               (u != NULL || n_local == 0);
    MPI_Allreduce(&good, &all_good, 1, MPI_INT, MPI_MIN, comm);
    if (all_good) {
        int rank;
        MPI_Comm_rank(comm, &rank);
        cells[rank] = n_local;
        MPI_Allgather(&cells[rank], 1, MPI_INT, cells, 1, MPI_INT, comm);
        find_neighbours(cells, comm, &neighbours[0], &neighbours[1]);
        if (n_local > 0)
            make_steps(u, v, n_local, steps, r, neighbours, comm);
    }
    free(cells);
    free(v);
    return all_good ? 0 : -1;
}
