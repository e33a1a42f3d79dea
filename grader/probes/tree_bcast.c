/* tree_bcast.c - probe: elements of three types, poisoned on all ranks but
 * root, and the record of the messages. */
#include "contract.h"
#include "probe_mpi.h"

#include <stdlib.h>
#include <string.h>

enum { POISON = 0x60 }; /* plus the rank in MPI_COMM_WORLD */
enum kind { INT64, CHARS, GAPS };

/* Each element of GAPS is an int, four bytes of nothing, and an int. */
static MPI_Datatype
make_type(enum kind kind, size_t *bytes)
{
    *bytes = kind == INT64 ? 8 : kind == CHARS ? 1 : 12;
    MPI_Datatype t = kind == INT64 ? MPI_INT64_T : MPI_CHAR;
    if (kind == GAPS) {
        PMPI_Type_vector(2, 1, 2, MPI_INT, &t);
        PMPI_Type_commit(&t);
    }
    return t;
}

static unsigned char
pattern(int64_t salt, size_t i)
{
    uint64_t z = ((uint64_t)salt + i) * 0x9E3779B97F4A7C15u;
    return (unsigned char)((z ^ (z >> 31)) >> 24) & 0x5f;
}

static int64_t
hash(const unsigned char *bytes, size_t n)
{
    uint64_t h = 0xcbf29ce484222325u;
    for (size_t i = 0; i < n; i++)
        h = (h ^ bytes[i]) * 0x100000001b3u;
    return (int64_t)h;
}

/* n, kind, root (modulo the size; raw if it may be bad), salt. */
void
probe_case(void)
{
    int n = (int)ask_i64();
    enum kind kind = (enum kind)ask_i64();
    int root = (int)ask_i64(), world, rank, size;
    bool raw = ask_i64();
    int64_t salt = ask_i64();
    PMPI_Comm_rank(MPI_COMM_WORLD, &world);
    PMPI_Comm_rank(case_comm(), &rank);
    PMPI_Comm_size(case_comm(), &size);
    root = raw ? root : root % size;
    size_t element;
    MPI_Datatype t = make_type(kind, &element);
    size_t bytes = n > 0 ? (size_t)n * element : 0;
    /* On the heap, where AddressSanitizer guards its end; a send that was
     * never completed may still read it after this case. */
    static unsigned char *buf;
    case_free(buf);
    buf = malloc(bytes);
    if (buf == NULL && bytes > 0)
        abort();
    for (size_t i = 0; i < bytes; i++)
        buf[i] = rank == root ? pattern(salt + 1000 * case_half(), i)
                              : (unsigned char)(POISON + world);
    say_i64(tree_bcast(buf, n, t, root, case_comm()));
    say_text(buf, bytes < 128 ? bytes : 128);
    say_i64(hash(buf, bytes));
    say_mpi_events();
    if (kind == GAPS)
        PMPI_Type_free(&t);
}
