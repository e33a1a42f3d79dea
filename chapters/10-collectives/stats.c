/*
 * stats.c - mean and variance of values on all ranks, in one reduction.
 *
 * The moments of two heaps can be merged into those of both (T. F. Chan,
 * G. H. Golub, R. J. LeVeque, 1979).  That is an operation of our own on a
 * datatype of our own.  Beside it: the formula with sums of squares.
 *
 *     mpirun -n 4 ./stats
 *
 * Try: 7 ranks; values around 0 instead of 1,000,000,000.
 */
#include <mpi.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "darts.h"

enum { VALUES = 840000 }; /* a multiple of 1, 2, ..., 8 */

// ANCHOR: merge
struct moments {
    int64_t n;
    double mean, m2; /* m2: sum of the squared distances from the mean */
};

static void
merge(void *in, void *inout, int *len, MPI_Datatype *type)
{
    const struct moments *a = in;
    struct moments *b = inout;
    (void)type;
    for (int i = 0; i < *len; i++) {
        int64_t n = a[i].n + b[i].n;
        if (n == 0)
            continue;
        double apart = b[i].mean - a[i].mean, part = (double)b[i].n / n;
        b[i].mean = a[i].mean + apart * part;
        b[i].m2 += a[i].m2 + apart * apart * part * (double)a[i].n;
        b[i].n = n;
    }
}
// ANCHOR_END: merge

// ANCHOR: reduce
static struct moments
merge_all(struct moments mine)
{
    const int lengths[] = {1, 2};
    const MPI_Aint places[] = {offsetof(struct moments, n),
                               offsetof(struct moments, mean)};
    const MPI_Datatype types[] = {MPI_INT64_T, MPI_DOUBLE};
    MPI_Datatype moments_type;
    MPI_Type_create_struct(2, lengths, places, types, &moments_type);
    MPI_Type_commit(&moments_type);
    MPI_Op merge_op;
    MPI_Op_create(merge, 1, &merge_op);

    struct moments all;
    MPI_Allreduce(&mine, &all, 1, moments_type, merge_op, MPI_COMM_WORLD);
    MPI_Op_free(&merge_op);
    MPI_Type_free(&moments_type);
    return all;
}
// ANCHOR_END: reduce

int
main(int argc, char **argv)
{
    MPI_Init(&argc, &argv);
    int rank, size;
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);

    struct moments mine = {0, 0.0, 0.0};
    double sums[2] = {0.0, 0.0}, all_sums[2];
    for (int k = rank; k < VALUES; k += size) {
        double x = 1e9 + (double)(par_u64(42, (uint64_t)k) >> 11) * 0x1p-53;
        merge(&(struct moments){1, x, 0.0}, &mine, &(int){1}, NULL);
        sums[0] += x;
        sums[1] += x * x;
    }
    struct moments all = merge_all(mine);
    MPI_Allreduce(sums, all_sums, 2, MPI_DOUBLE, MPI_SUM, MPI_COMM_WORLD);

    double mean = all_sums[0] / VALUES;
    if (rank == 0)
        printf("merged: n %lld, mean %.4f, variance %.4f\n"
               "sums of squares: mean %.4f, variance %.4f\n",
               (long long)all.n, all.mean, all.m2 / (double)all.n, mean,
               all_sums[1] / VALUES - mean * mean);
    MPI_Finalize();
    return EXIT_SUCCESS;
}
