/*
 * early.c - who touches a receive buffer before the message is there?
 *
 * The processor can be asked to stop at an address: four such watchpoints
 * it has.  One is set on the first bytes of a receive buffer while a
 * request is pending.  What touches it from the program's own code does so
 * too early; MPI's code may.  Where the kernel or the machine does not
 * allow it, early reads are not seen.
 */
#define _GNU_SOURCE
#include "watch.h"

#include <linux/hw_breakpoint.h>
#include <linux/perf_event.h>
#include <signal.h>
#include <string.h>
#include <sys/syscall.h>
#include <ucontext.h>
#include <unistd.h>

enum { MOST_WATCHED = 3, MOST_EVER = 64 };

static struct {
    const struct pending *of;
    int file;
    uint64_t start;
} points[MOST_WATCHED];
static int ever;
static volatile bool told;

static void
touched(int number, siginfo_t *info, void *context)
{
    (void)number;
    uint64_t pc = 0;
#ifdef __x86_64__
    pc = (uint64_t)((ucontext_t *)context)->uc_mcontext.gregs[REG_RIP];
#else
    (void)context;
#endif
    uint64_t at = (uint64_t)(uintptr_t)info->si_addr;
    if (told || row == NULL || pc <= row->base || pc > row->text_end)
        return;
    for (int i = 0; i < MOST_WATCHED; i++) {
        const struct pending *p = points[i].of;
        const struct record *r = p != NULL ? record_at(p->record) : NULL;
        if (r == NULL || at < points[i].start || at >= points[i].start + 8)
            continue;
        told = true;
        complain(&(struct complaint){"buffer reused",
                                     false,
                                     {(void *)(uintptr_t)r->site,
                                      (void *)(uintptr_t)(pc - 1)}},
                 "Rank %d uses the buffer of %s ({0}) at {1}, before that "
                 "call is complete: the message may not be there yet. "
                 "Touch the buffer only after MPI_Wait.",
                 row->rank, call_name(r->call));
    }
}

static int
set_point(uint64_t address, uint64_t length)
{
    static bool handled;
    struct perf_event_attr a;
    memset(&a, 0, sizeof a);
    a.type = PERF_TYPE_BREAKPOINT;
    a.size = sizeof a;
    a.bp_type = HW_BREAKPOINT_RW;
    a.bp_addr = address;
    a.bp_len = length;
    a.sample_period = 1;
    a.exclude_kernel = a.exclude_hv = 1;
    a.sigtrap = a.remove_on_exec = 1;
    a.sig_data = address;
    if (!handled) {
        struct sigaction act = {.sa_sigaction = touched,
                                .sa_flags = SA_SIGINFO | SA_RESTART};
        sigaction(SIGTRAP, &act, NULL);
        handled = true;
    }
    return (int)syscall(SYS_perf_event_open, &a, 0, -1, -1,
                        PERF_FLAG_FD_CLOEXEC);
}

void
watch_early(const struct pending *p)
{
    uint64_t start = (uint64_t)(uintptr_t)p->in.start;
    uint64_t length = 8;
    if (told || ever >= MOST_EVER || several_threads())
        return;
    while (length > 1 && (start % length != 0 || length > p->in.bytes))
        length /= 2;
    for (int i = 0; i < MOST_WATCHED; i++)
        if (points[i].of == NULL) {
            ever++;
            int file = set_point(start, length);
            if (file == -1) {
                ever = MOST_EVER; /* not on this machine */
                return;
            }
            points[i].file = file;
            points[i].start = start;
            points[i].of = p;
            return;
        }
}

void
unwatch_early(const struct pending *p)
{
    for (int i = 0; i < MOST_WATCHED; i++)
        if (points[i].of == p) {
            points[i].of = NULL;
            close(points[i].file);
        }
}
