/*
 * contract_case.c - choose a case and the values of its parameters.
 */
#define _POSIX_C_SOURCE 200809L
#include "contract.h"

#include <limits.h>
#include <string.h>

static const char *const mpich_sizes[] = {"1", "2"};

struct contract_case *
contract_case(const struct contract *contract, const char *name,
              struct sentence *mistake)
{
    const char *wanted = name ? name : contract->program;
    for (int i = 0; i < contract->ncases; i++)
        if (strcmp(contract->cases[i].name, wanted) == 0)
            return &contract->cases[i];
    if (!name && contract->ncases == 1)
        return &contract->cases[0];
    if (name)
        wrong(mistake, contract->path, 0,
              "there is no case %s; its cases are", name);
    else
        wrong(mistake, contract->path, 0, "which case? Its cases are");
    for (int i = 0; i < contract->ncases; i++)
        say(mistake, " %s", contract->cases[i].name);
    return NULL;
}

/* The values a parameter takes: under MPICH those of the `mpich` line of
 * that name, for n at most two ranks when nothing is said. */
static void
values_of(const struct contract_case *of, int index, bool under_mpich,
          const char *const **values, int *count)
{
    const struct parameter *p = &of->with[index];
    *values = p->values;
    *count = p->nvalues;
    if (!under_mpich)
        return;
    for (int i = 0; i < of->nmpich; i++)
        if (strcmp(of->mpich[i].name, p->name) == 0) {
            *values = of->mpich[i].values;
            *count = of->mpich[i].nvalues;
            return;
        }
    if (strcmp(p->name, "n") == 0) {
        *values = mpich_sizes;
        *count = 2;
    }
}

bool
uses_mpirun(const struct contract_case *of)
{
    return strstr(of->run.text, "mpirun") != NULL;
}

int
combination_count(const struct contract_case *of, bool under_mpich)
{
    const char *const *values;
    int total = 1, count;
    if (under_mpich && (of->mpich_no || !uses_mpirun(of)))
        return 0;
    for (int i = 0; i < of->nwith; i++) {
        values_of(of, i, under_mpich, &values, &count);
        total = count > INT_MAX / total ? INT_MAX : total * count;
    }
    return total;
}

/* The last parameter changes fastest. */
void
combination(const struct contract_case *of, bool under_mpich, int index,
            struct setting *settings)
{
    const char *const *values;
    int count;
    for (int i = of->nwith - 1; i >= 0; i--) {
        values_of(of, i, under_mpich, &values, &count);
        settings[i] = (struct setting){
            of->with[i].name, values[index % count], &of->with[i].used};
        index /= count;
    }
}

void
preferred_combination(const struct contract_case *of,
                      struct setting *settings)
{
    for (int i = 0; i < of->nwith; i++) {
        struct parameter *p = &of->with[i];
        settings[i] = (struct setting){p->name, p->values[0], &p->used};
        for (int j = 0; j < p->nvalues; j++)
            if (strcmp(p->name, "n") == 0 && strcmp(p->values[j], "4") == 0)
                settings[i].value = p->values[j];
    }
}
