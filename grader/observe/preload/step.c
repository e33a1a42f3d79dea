/*
 * step.c - every access of the program to memory that others may touch.
 *
 * Between two MPI calls, while a request is pending or a window is open,
 * the processor runs the program's own code one instruction at a time, and
 * each instruction is asked which address it reads or writes.  That costs
 * some microseconds an instruction, so there is only a budget of them: a
 * short stretch after a call is seen completely, a long computation is not.
 * A function of a library is not stepped through; what it gets a pointer to
 * it is taken to use, if it is one that surely does (memcpy, puts).
 */
#define _GNU_SOURCE
#include "watch.h"

#include "decode.h"

#include <errno.h>
#include <link.h>
#include <linux/hw_breakpoint.h>
#include <linux/perf_event.h>
#include <signal.h>
#include <string.h>
#include <sys/syscall.h>
#include <ucontext.h>
#include <unistd.h>

enum { BUDGET = 12000, A_STRETCH = 800, CALLS_OUT = 100 };

#ifdef __x86_64__

static bool saw_all, handling;

enum { TRAP = 0x100 };

static int spent, stretch, calls_out;
static bool stepping;
static int way_back = -1;     /* the breakpoint at a return address */
static uint64_t return_place; /* where it is */
static uint64_t last_in_text;

static bool
in_text(uint64_t at)
{
    return at > row->base && at < row->text_end;
}

static void
drop_way_back(void)
{
    if (way_back != -1)
        close(way_back);
    way_back = -1;
}

/* A stop when the function that was called returns to the program. */
static bool
wait_for_return(uint64_t place)
{
    struct perf_event_attr a;
    memset(&a, 0, sizeof a);
    a.type = PERF_TYPE_BREAKPOINT;
    a.size = sizeof a;
    a.bp_type = HW_BREAKPOINT_X;
    a.bp_addr = place;
    a.bp_len = sizeof(long);
    a.sample_period = 1;
    a.exclude_kernel = a.exclude_hv = 1;
    a.sigtrap = a.remove_on_exec = 1;
    a.sig_data = place;
    drop_way_back();
    if (++calls_out > CALLS_OUT)
        return false;
    way_back = (int)syscall(SYS_perf_event_open, &a, 0, -1, -1,
                            PERF_FLAG_FD_CLOEXEC);
    return_place = place;
    return way_back != -1;
}

/* The symbol whose address stands in this slot of the program. */
static const char *
name_in_slot(uint64_t slot)
{
    const struct link_map *m = _r_debug.r_map;
    const ElfW(Dyn) *d = m != NULL ? m->l_ld : NULL;
    const ElfW(Rela) * tables[2] = {NULL, NULL};
    uint64_t bytes[2] = {0, 0};
    const ElfW(Sym) *symbols = NULL;
    const char *strings = NULL;
    for (; d != NULL && d->d_tag != DT_NULL; d++)
        switch (d->d_tag) {
        case DT_JMPREL:
            tables[0] = (const void *)d->d_un.d_ptr;
            break;
        case DT_PLTRELSZ:
            bytes[0] = d->d_un.d_val;
            break;
        case DT_RELA:
            tables[1] = (const void *)d->d_un.d_ptr;
            break;
        case DT_RELASZ:
            bytes[1] = d->d_un.d_val;
            break;
        case DT_SYMTAB:
            symbols = (const void *)d->d_un.d_ptr;
            break;
        case DT_STRTAB:
            strings = (const void *)d->d_un.d_ptr;
            break;
        }
    if (symbols == NULL || strings == NULL)
        return "";
    for (int i = 0; i < 2; i++)
        for (uint64_t k = 0;
             tables[i] != NULL && k < bytes[i] / sizeof(ElfW(Rela)); k++)
            if (tables[i][k].r_offset + m->l_addr == slot)
                return strings +
                       symbols[ELF64_R_SYM(tables[i][k].r_info)].st_name;
    return "";
}

/* Functions that read or write what their arguments point to: which. */
static int
pointers_used(const char *name, bool *writes_first)
{
    static const struct {
        const char *name;
        int pointers;
        bool writes;
    } known[] = {
        {"memcpy", 2, true},  {"memmove", 2, true}, {"memset", 1, true},
        {"memcmp", 2, false}, {"strcpy", 2, true},  {"strlen", 1, false},
        {"strcmp", 2, false}, {"puts", 1, false},   {"fwrite", 1, false},
        {"fread", 1, true},   {"qsort", 1, true},   {"strcat", 2, true}};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (strcmp(known[i].name, name) == 0) {
            *writes_first = known[i].writes;
            return known[i].pointers;
        }
    return 0;
}

static void
note_touch(uint64_t address, bool writes, uint64_t pc)
{
    handling = true;
    memory_touched(address, writes, pc);
    handling = false;
}

/* False: a function after which nobody must send us signals. */
static bool
look_at_call(const greg_t *g, uint64_t slot)
{
    uint64_t to = (uint64_t)g[REG_RDI], from = (uint64_t)g[REG_RSI];
    const char *name = name_in_slot(slot);
    bool writes;
    int n = pointers_used(name, &writes);
    saw_all = saw_all && n > 0;
    if (strncmp(name, "sig", 3) == 0 || strstr(name, "sigmask") != NULL)
        return false;
    if (n > 0 && touched_matters(to))
        note_touch(to, writes, last_in_text);
    if (n > 1 && touched_matters(from))
        note_touch(from, false, last_in_text);
    return true;
}

/* A call leaves the program: go on when it comes back. */
static bool
step_out(const greg_t *g)
{
    const uint64_t *stack = (const uint64_t *)g[REG_RSP];
    /* the return address; below what the first call of a name pushes */
    uint64_t back = in_text(stack[0]) ? stack[0] : stack[2];
    return in_text(back) && wait_for_return(back);
}

static void
step(void *context)
{
    greg_t *g = ((ucontext_t *)context)->uc_mcontext.gregs;
    uint64_t pc = (uint64_t)g[REG_RIP];
    if (way_back != -1 && pc == return_place)
        drop_way_back();
    g[REG_EFL] &= ~(greg_t)TRAP;
    if (!stepping || ++spent > BUDGET || ++stretch > A_STRETCH) {
        saw_all = false;
        return;
    }
    if (in_text(pc)) {
        struct touch t;
        if (decode(&t, (const unsigned char *)pc, g)) {
            if (t.jumps && !look_at_call(g, t.address))
                stepping = false;
            else if (!t.jumps && touched_matters(t.address))
                note_touch(t.address, t.writes, pc);
        }
        /* a stub of the program's linkage table is no line of it */
        if (!t.jumps || t.calls)
            last_in_text = pc;
    } else if (last_in_text != 0 || stretch > 60) {
        if (!step_out(g))
            stepping = saw_all = false;
        last_in_text = 0;
        return; /* on at full speed until then */
    }
    if (stepping)
        g[REG_EFL] |= TRAP;
}

/* A signal that was sent, or a breakpoint in the program, still ends it. */
static void
trapped(int number, siginfo_t *info, void *context)
{
    int error = errno;
    if (info->si_code > 0 && info->si_code != SI_KERNEL) {
        step(context);
    } else {
        signal(number, SIG_DFL);
        raise(number);
    }
    errno = error;
}

/* False: the program has other plans for this signal. */
static bool
signal_is_ours(void)
{
    struct sigaction act = {.sa_sigaction = trapped,
                            .sa_flags = SA_SIGINFO | SA_RESTART},
                     now;
    sigset_t blocked;
    if (pthread_sigmask(SIG_SETMASK, NULL, &blocked) != 0 ||
        sigismember(&blocked, SIGTRAP) ||
        sigaction(SIGTRAP, NULL, &now) != 0)
        return false;
    if (now.sa_handler == SIG_DFL)
        return sigaction(SIGTRAP, &act, NULL) == 0;
    return (now.sa_flags & SA_SIGINFO) && now.sa_sigaction == trapped;
}

bool
step_saw_all(void)
{
    return saw_all;
}

void
step_on(void)
{
    if (handling || spent >= BUDGET || calls_out > CALLS_OUT ||
        several_threads() || !signal_is_ours())
        return;
    saw_all = true;
    stretch = 0;
    last_in_text = 0;
    stepping = true;
    __asm__ volatile("lea -128(%%rsp), %%rsp\n\tpushfq\n\t"
                     "orq $0x100, (%%rsp)\n\tpopfq\n\t"
                     "lea 128(%%rsp), %%rsp" ::
                         : "memory", "cc");
}

void
step_off(void)
{
    if (handling)
        return;
    saw_all = saw_all && stepping;
    if (!stepping)
        return;
    __asm__ volatile("lea -128(%%rsp), %%rsp\n\tpushfq\n\t"
                     "andq $~0x100, (%%rsp)\n\tpopfq\n\t"
                     "lea 128(%%rsp), %%rsp" ::
                         : "memory", "cc");
    stepping = false;
    drop_way_back();
}

#else

void
step_on(void)
{
}
void
step_off(void)
{
}
bool
step_saw_all(void)
{
    return false;
}
static void
note_touch(uint64_t address, bool writes, uint64_t pc)
{
    handling = true;
    memory_touched(address, writes, pc);
    handling = false;
}

#endif
