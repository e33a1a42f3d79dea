/*
 * probe_mpi_errors.c - what MPI complains of, kept where it is not lost.
 *
 * By default MPI writes one line to stderr and ends the job.  With Open MPI
 * that line travels through the launcher, which is being ended at the same
 * time, and sometimes it does not arrive.  This handler writes the error
 * into the shared table first, and then ends the job in the same way.
 */
#include "probe_mpi_calls.h"

#include <stdio.h>
#include <string.h>

#define CLASSES(X)                                                         \
    X(BUFFER)                                                              \
    X(COUNT)                                                               \
    X(TYPE)                                                                \
    X(TAG)                                                                 \
    X(COMM)                                                                \
    X(RANK) X(REQUEST) X(ROOT) X(GROUP) X(OP) X(TOPOLOGY) X(DIMS) X(ARG)   \
        X(UNKNOWN) X(TRUNCATE) X(OTHER) X(INTERN) X(PENDING) X(IN_STATUS)  \
            X(INFO) X(INFO_KEY) X(INFO_NOKEY) X(INFO_VALUE) X(KEYVAL)      \
                X(NO_MEM) X(WIN) X(SIZE) X(DISP) X(LOCKTYPE) X(ASSERT)     \
                    X(RMA_CONFLICT) X(RMA_SYNC)

static const char *
class_name(int class)
{
    static const struct {
        int class;
        const char *name;
    } classes[] = {
#define CLASS(X) {MPI_ERR_##X, "MPI_ERR_" #X},
        CLASSES(CLASS)};
    for (size_t i = 0; i < sizeof classes / sizeof *classes; i++)
        if (classes[i].class == class)
            return classes[i].name;
    return "an error of MPI";
}

/* MPICH says so in the longer text that each error has.  Open MPI says only
 * that the pointer is invalid, and for fewer calls. */
static bool
is_one_buffer(int class, int code)
{
    char text[MPI_MAX_ERROR_STRING] = "";
    int len;
    if (class != MPI_ERR_BUFFER)
        return false;
    PMPI_Error_string(code, text, &len);
    return watch.one_buffer || strstr(text, "must not be aliased") != NULL;
}

/* "MPI_ERR_RANK: invalid rank"; Open MPI's own text begins with the name.
 */
static void
describe(int class, int code, char *out, size_t size)
{
    char text[MPI_MAX_ERROR_STRING] = "";
    int len;
    const char *name = class_name(class);
    if (is_one_buffer(class, code)) {
        snprintf(out, size, "%s: one buffer both to send and to receive",
                 name);
        return;
    }
    PMPI_Error_string(class, text, &len);
    text[strcspn(text, "\n,")] = '\0';
    if (strncmp(text, name, strlen(name)) == 0)
        snprintf(out, size, "%.150s", text);
    else
        snprintf(out, size, "%s: %.150s", name, text);
}

static void
end_the_job(MPI_Comm *c, int *code, ...)
{
    int class = MPI_ERR_UNKNOWN;
    char text[sizeof watch.table->fault->text];
    (void)c;
    PMPI_Error_class(*code, &class);
    describe(class, *code, text, sizeof text);
    if (watch.table != NULL && watch.rank < WAIT_ROWS) {
        struct wait_fault *fault = &watch.table->fault[watch.rank];
        const struct wait_row *row = &watch.table->row[watch.rank];
        memcpy(fault->call, row->call, sizeof fault->call);
        memcpy(fault->text, text, sizeof text);
        fault->site = row->site;
        fault->question = watch.question;
        __atomic_store_n(&fault->set, WAIT_FAULT, __ATOMIC_RELEASE);
    }
    fprintf(stderr, "*** %s\n", text);
    PMPI_Abort(MPI_COMM_WORLD, class);
}

void
errors_end_the_job(MPI_Comm c)
{
    static MPI_Errhandler handler = MPI_ERRHANDLER_NULL;
    if (handler == MPI_ERRHANDLER_NULL)
        PMPI_Comm_create_errhandler(end_the_job, &handler);
    PMPI_Comm_set_errhandler(c, handler);
}

/* Whoever asks for the default gets it as it is here. */
int
MPI_Comm_set_errhandler(MPI_Comm c, MPI_Errhandler h)
{
    if (h != MPI_ERRORS_ARE_FATAL || c == MPI_COMM_NULL)
        return PMPI_Comm_set_errhandler(c, h);
    errors_end_the_job(c);
    return MPI_SUCCESS;
}
