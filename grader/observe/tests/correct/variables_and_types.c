// correct n=2
#include <mpi.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int
main(int argc, char **argv)
{
    MPI_Init(&argc, &argv);
    MPI_Comm comm = MPI_COMM_WORLD;
    int rank, size;
    MPI_Comm_rank(comm, &rank);
    MPI_Comm_size(comm, &size);

    struct {
        int a;
        float b[4];
        double d;
    } s = {0};
    union {
        double d;
        int i[2];
    } u = {0};
    long v[4] = {0};
    unsigned w[4] = {0};
    double _Complex z[4] = {0};
    unsigned char raw[64] = {0};
    MPI_Aint address = 0;
    MPI_Bcast(&s.a, 1, MPI_INT, 0, comm);
    MPI_Bcast(&s.b[2], 2, MPI_FLOAT, 0, comm);
    MPI_Bcast(&s.d, 1, MPI_DOUBLE, 0, comm);
    MPI_Bcast(u.i, 2, MPI_INT, 0, comm);
    MPI_Bcast(&u, 1, MPI_DOUBLE, 0, comm);
    MPI_Bcast(v, 4, MPI_INT64_T, 0, comm);
    MPI_Bcast(w, 4, MPI_INT, 0, comm);
    MPI_Bcast(z, 8, MPI_DOUBLE, 0, comm);
    MPI_Bcast(raw, 8, MPI_DOUBLE, 0, comm);
    MPI_Bcast(v, sizeof v, MPI_BYTE, 0, comm);
    MPI_Bcast(&address, 1, MPI_AINT, 0, comm);

    MPI_Finalize();
    return 0;
}
