/* bcast_params.c - probe: root's struct is filled, the others are poisoned
 * with a byte that tells whose they are. */
#include "contract.h"
#include "probe_mpi.h"

#include <stdlib.h>
#include <string.h>

enum { POISON = 0x60 }; /* plus the rank in MPI_COMM_WORLD */

/* Root (modulo the size; raw if it may be bad), whether p is NULL, and the
 * four fields. */
void
probe_case(void)
{
    int root = (int)ask_i64();
    bool raw = ask_i64(), null = ask_i64();
    int world, rank, size;
    /* on the heap, where AddressSanitizer guards its end */
    struct params *p = malloc(sizeof *p);
    if (p == NULL)
        abort();
    PMPI_Comm_rank(MPI_COMM_WORLD, &world);
    PMPI_Comm_rank(case_comm(), &rank);
    PMPI_Comm_size(case_comm(), &size);
    if (!raw)
        root %= size;
    memset(p, POISON + world, sizeof *p);
    int64_t n = ask_i64();
    double tol = ask_double();
    const char *name = ask_text(NULL);
    int flags = (int)ask_i64();
    if (rank == root) {
        p->n = n + case_half();
        p->tol = tol;
        memcpy(p->name, name, sizeof p->name);
        p->flags = flags;
    }
    int returned = bcast_params(null ? NULL : p, root, case_comm());
    int calls = case_blocking_calls();
    say_i64(returned);
    say_i64(p->n);
    say_text(&p->tol, sizeof p->tol);
    say_text(p->name, sizeof p->name);
    say_i64(p->flags);
    say_i64(calls);
    case_free(p);
}
