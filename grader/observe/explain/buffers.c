/*
 * buffers.c - is the buffer of a call a variable that is long enough, and
 * of the C type that the call names?
 */
#include "explain.h"

#include "debug.h"

#include <string.h>

/* The kind and size of a basic type's C type; 0: none that is compared.
 * Bytes and characters may be a view of anything. */
static char
c_type(const struct type_row *type, int *size)
{
    static const struct {
        int number;
        char kind;
        int size;
    } known[] = {{4, 'i', 2},   {5, 'i', 2},  {6, 'i', 4},  {7, 'i', 4},
                 {8, 'i', 8},   {9, 'i', 8},  {12, 'f', 4}, {13, 'f', 8},
                 {14, 'f', 16}, {15, 'i', 4}, {17, 'f', 4}, {18, 'f', 8},
                 {19, 'f', 16}, {20, 'i', 8}, {21, 'i', 8}, {22, 'i', 8}};
    if (type->nruns != 1 || type->name[0] == '\0')
        return 0;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (known[i].number == type->run[0].basic) {
            *size = known[i].size;
            return known[i].kind;
        }
    return 0;
}

static const char *
mpi_name(const struct variable *v)
{
    return v->kind == 'f' ? v->size == 4   ? "MPI_FLOAT"
                            : v->size == 8 ? "MPI_DOUBLE"
                                           : "MPI_LONG_DOUBLE"
           : v->size == 2 ? "MPI_SHORT"
           : v->size == 4 ? "MPI_INT"
                          : "MPI_LONG";
}

static bool
counts_one_rank(int call)
{
    return call == CALL_Gather || call == CALL_Igather ||
           call == CALL_Scatter || call == CALL_Iscatter ||
           call == CALL_Allgather || call == CALL_Iallgather ||
           call == CALL_Alltoall || call == CALL_Ialltoall;
}

static bool
too_small(struct trace *t, int rank, const struct sight *s,
          const struct variable *v)
{
    if (s->bytes <= v->left)
        return false;
    struct fault *f = new_fault(BY_CALL, "buffer too small");
    say(f,
        "Rank %d, %s at %s: the call asks for %lld bytes, but from there "
        "the variable `%s` has only %lld. ",
        rank, name_of(s->call), cite(f, t, rank, s->site),
        (long long)s->bytes, v->name, (long long)v->left);
    if (s->call == CALL_Win_create)
        say(f, "The size of a window is in bytes.");
    else if (counts_one_rank(s->call))
        say(f,
            "A count is in elements of the datatype, and of %s it is the "
            "count of one rank.",
            name_of(s->call));
    else
        say(f, "A count is in elements of the datatype.");
    set_aside(f, "overlapping buffers"); /* it runs into its neighbour */
    return true;
}

static bool
other_type(struct trace *t, int rank, const struct sight *s,
           const struct variable *v)
{
    int size = 0;
    if (s->type < 0 || v->kind == 0 || v->size < 2)
        return false;
    const struct type_row *type = &t->rank[rank].row->types[s->type];
    char kind = c_type(type, &size);
    if (kind == 0 || (v->size == size &&
                      (kind == v->kind || (kind == 'i' && v->kind == 'p'))))
        return false;
    struct fault *f = new_fault(BY_ERROR, "wrong C type");
    say(f,
        "Rank %d, %s at %s: the buffer `%s` holds %s, but the call says "
        "%s. ",
        rank, name_of(s->call), cite(f, t, rank, s->site), v->name, v->type,
        type->name);
    if (v->kind == 'p')
        say(f, "The address of the pointer is given, not the pointer.");
    else
        say(f, "The datatype for it is %s.", mpi_name(v));
    return true;
}

void
check_buffers(struct trace *t)
{
    bool small = false, typed = false;
    for (int rank = 0; rank < t->size; rank++) {
        const struct row *row = t->rank[rank].row;
        for (uint32_t i = 0; row != NULL && i < row->nsights; i++) {
            const struct sight *s = &row->sights[i];
            struct variable v = {0};
            uint64_t pc = s->pc != 0 ? s->pc - row->base : 0;
            if ((small && typed) ||
                !find_variable(row->program, pc, s->place, &v))
                continue;
            small = small || too_small(t, rank, s, &v);
            typed = typed || other_type(t, rank, s, &v);
        }
    }
}
