// expect: DEADLOCK hint=leaves-early
// A rank with nothing to give leaves at once.
#include <stdlib.h>

#include "contract.h"

int
sparse_exchange(const int *dst, const int64_t *val, int nd, int64_t **got,
                int *ngot, MPI_Comm comm)
{
    int p;
    MPI_Comm_size(comm, &p);
    if (nd < 0 || !got || !ngot)
        return -1;
    for (int i = 0; i < nd; i++)
        if (dst[i] < 0 || dst[i] >= p)
            return -1;
    *got = NULL;
    *ngot = 0;
    if (nd == 0)
        return 0;
    int *w = calloc(5 * (size_t)p, sizeof *w), *sc = w, *sd = w + p,
        *rc = w + 2 * p, *rd = w + 3 * p, *at = w + 4 * p, n = 0;
    for (int i = 0; i < nd; i++)
        sc[dst[i]]++;
    for (int k = 1; k < p; k++)
        at[k] = sd[k] = sd[k - 1] + sc[k - 1];
    int64_t *out = malloc((size_t)nd * sizeof *out + 1);
    for (int i = 0; i < nd; i++)
        out[at[dst[i]]++] = val[i];
    MPI_Alltoall(sc, 1, MPI_INT, rc, 1, MPI_INT, comm);
    for (int k = 0; k < p; k++) {
        rd[k] = n;
        n += rc[k];
    }
    *got = malloc((size_t)n * sizeof **got + 1);
    MPI_Alltoallv(out, sc, sd, MPI_INT64_T, *got, rc, rd, MPI_INT64_T,
                  comm);
    *ngot = n;
    free(out);
    free(w);
    return 0;
}
