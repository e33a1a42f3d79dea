/*
 * who_sees - contract.h says what it promises.
 *
 * Below, no worker runs.  Make one worker, a process or a thread, that
 * writes 42 to *cell; then look at *cell.  The lesson's first program does
 * both.
 */
#include "contract.h"

int
who_sees(enum worker_kind how, int *cell)
{
    (void)cell;
    switch (how) {
    case BY_FORK:
        /* TODO: a child process writes, the caller waits for it. */
        break;
    case BY_THREAD:
        /* TODO: a thread writes, the caller joins it. */
        break;
    }
    return -1;
}
