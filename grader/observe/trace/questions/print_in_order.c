/* print_in_order.c - the question of a picture: a line from each rank. */
#include "contract.h"

int
main(int argc, char **argv)
{
    int rank;
    char line[40];
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    snprintf(line, sizeof line, "here is rank %d", rank);
    print_in_order(line, stdout, MPI_COMM_WORLD);
    MPI_Finalize();
    return 0;
}
