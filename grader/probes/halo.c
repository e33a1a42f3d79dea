/* halo.c - probe: one trade or two at once, of cells that say whose they
 * are.
 *
 * In a queue, a rank starts only after the rank before it has started, and
 * finishes only after that rank has finished.  Nobody who waits for another
 * rank in halo_start, or who sends in halo_finish, gets to the end of it.
 */
#include "contract.h"
#include "probe_heat.h"
#include "probe_mpi_calls.h"

#include <stdlib.h>
#include <string.h>

enum { NO_U = 1, NO_REQUESTS, MOST_RODS = 2 };

static struct {
    MPI_Comm comm; /* MPI_COMM_NULL: there is no queue */
    int rank, size;
} queue;

static void
wait_for_turn(void)
{
    if (queue.comm == MPI_COMM_NULL || queue.rank == 0)
        return;
    watch_enter("a wait for its turn", WAIT_NOBODY, 0, false, NULL);
    PMPI_Recv(NULL, 0, MPI_INT, queue.rank - 1, 0, queue.comm,
              MPI_STATUS_IGNORE);
    watch_leave(WAIT_RUNS);
}

static void
end_turn(void)
{
    if (queue.comm != MPI_COMM_NULL && queue.rank + 1 < queue.size)
        PMPI_Send(NULL, 0, MPI_INT, queue.rank + 1, 0, queue.comm);
}

static int
requests_left(const MPI_Request req[4])
{
    int left = 0;
    for (int i = 0; i < 4; i++)
        left += req[i] != MPI_REQUEST_NULL;
    return left;
}

struct rod {
    double *u;
    MPI_Request req[4];
    int64_t started, finished, left;
};

/* Cell i of this rank: its number says half, rod, rank and i. */
static void
fill(struct rod *rod, int64_t salt, int number, int n)
{
    size_t cells = (size_t)(n > 0 ? n : 0) + 2;
    int64_t *values = malloc(cells * sizeof *values);
    if (values == NULL)
        abort();
    for (size_t i = 0; i < cells; i++)
        values[i] = salt + 1000000 * case_half() + 100000 * number +
                    1000 * queue.rank + (int64_t)i;
    rod->u = new_cells(values, cells);
    free(values);
    memset(rod->req, 0, sizeof rod->req); /* no request of any MPI */
    rod->started = rod->finished = rod->left = -77;
}

static void
trade(struct rod *rod, int rods, int n, int periodic, int null)
{
    wait_for_turn();
    for (int k = 0; k < rods; k++)
        rod[k].started = halo_start(
            null == NO_U ? NULL : rod[k].u, n, periodic, case_comm(),
            null == NO_REQUESTS ? NULL : rod[k].req);
    end_turn();
    wait_for_turn();
    for (int k = rods - 1; k >= 0; k--) {
        rod[k].finished =
            halo_finish(null == NO_U ? NULL : rod[k].u, n,
                        null == NO_REQUESTS ? NULL : rod[k].req);
        rod[k].left = requests_left(rod[k].req);
    }
    end_turn();
}

void
probe_case(void)
{
    struct rod rod[MOST_RODS];
    size_t known;
    int64_t salt = ask_i64(), *cells = ask_i64s(&known);
    int periodic = (int)ask_i64(), rods = (int)ask_i64();
    int queued = (int)ask_i64(), null = (int)ask_i64();
    PMPI_Comm_rank(case_comm(), &queue.rank);
    PMPI_Comm_size(case_comm(), &queue.size);
    queue.comm = MPI_COMM_NULL;
    if (queued)
        PMPI_Comm_dup(case_comm(), &queue.comm);
    int n = (int)cells[(size_t)queue.rank % known];
    for (int k = 0; k < rods; k++)
        fill(&rod[k], salt, k, n);
    trade(rod, rods, n, periodic, null);
    for (int k = 0; k < rods; k++) {
        say_i64(rod[k].started);
        say_i64(rod[k].finished);
        say_i64(rod[k].left);
        say_cells(rod[k].u, (size_t)(n > 0 ? n : 0) + 2);
        if (rod[k].left == 0) /* else MPI may still write into it */
            case_free(rod[k].u);
    }
    if (queued)
        PMPI_Comm_free(&queue.comm);
}
