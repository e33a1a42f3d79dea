/*
 * race_report.c - the one line that a race is told in.
 *
 *     RACE write 11c3 1 12f0 4060@11b9 | read 11d8 2 12f0 - | 4064 4 93 71
 *
 * what, where, by which thread (0: main, -2: child 2), made where, locks
 * held (lock@place), twice; then the memory, and when each did it (in
 * nanoseconds; 0: not known).  Addresses are those in the
 * file of the program, so that `addr2line` and `nm` turn them into words.
 */
#define _GNU_SOURCE
#include "race.h"

#include <fcntl.h>
#include <link.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { STATUS = 66 };

void __tsan_on_report(const void *report) __attribute__((weak));

struct program {
    uintptr_t base, low, high;
};

static int
find_program(struct dl_phdr_info *info, size_t size, void *arg)
{
    struct program *p = arg;
    (void)size;
    p->base = info->dlpi_addr;
    p->low = UINTPTR_MAX;
    for (int i = 0; i < info->dlpi_phnum; i++) {
        const ElfW(Phdr) *h = &info->dlpi_phdr[i];
        uintptr_t from = info->dlpi_addr + h->p_vaddr;
        if (h->p_type != PT_LOAD)
            continue;
        if (from < p->low)
            p->low = from;
        if (from + h->p_memsz > p->high)
            p->high = from + h->p_memsz;
    }
    return 1; /* the first one is the program itself */
}

static struct program program;

static bool
its_own(uintptr_t address)
{
    if (program.high == 0)
        dl_iterate_phdr(find_program, &program);
    return address >= program.low && address < program.high;
}

static unsigned long
in_file(uintptr_t address)
{
    return its_own(address) ? address - program.base : address;
}

static int
say_access(char *text, size_t size, const struct access *a)
{
    const struct row *r = &race->row[a->row];
    const char *what = a->kind & FREES    ? "free"
                       : a->kind & ATOMIC ? "atomic"
                       : a->kind & WRITES ? "write"
                                          : "read";
    int n = snprintf(text, size, "%s %lx %d %lx ", what, in_file(a->pc) - 1,
                     r->number, r->born_at ? in_file(r->born_at) - 1 : 0);
    const struct lockset *set = &race->set[a->set];
    for (int i = 0; i < set->n && n < (int)size; i++)
        n += snprintf(text + n, size - (size_t)n, "%s%lx@%lx",
                      i > 0 ? "," : "", in_file(set->held[i].lock),
                      in_file(set->held[i].site) - 1);
    if (set->n == 0 && n < (int)size)
        n += snprintf(text + n, size - (size_t)n, "-");
    return n < (int)size ? n : (int)size - 1;
}

/* Where reports go: the file that an observer named, else stderr. */
static int
report_fd(void)
{
    const char *path = getenv("RACE_REPORT");
    int fd =
        path == NULL
            ? -1
            : open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0666);
    return fd >= 0 ? fd : 2;
}

static bool
told_before(uintptr_t a, uintptr_t b)
{
    race_lock(&race->lock);
    bool known = race->races == MAX_RACES;
    for (int i = 0; i < race->races && !known; i++)
        known = (race->reported[i][0] == a && race->reported[i][1] == b) ||
                (race->reported[i][0] == b && race->reported[i][1] == a);
    if (!known) {
        race->reported[race->races][0] = a;
        race->reported[race->races][1] = b;
        race->races++;
    }
    race_unlock(&race->lock);
    return known;
}

/* How the threads of a library (OpenMP's, say) wait for each other is not
 * seen: nothing is said of what they touch. */
static bool
is_library(const struct access *a)
{
    uintptr_t born = race->row[a->row].born_at;
    return born != 0 && !its_own(born);
}

void
race_report(const struct access *now, const struct access *before,
            uintptr_t address)
{
    char text[1600] = "RACE ";
    if (is_library(now) || is_library(before) ||
        told_before(now->pc, before->pc))
        return;
    size_t n = strlen(text);
    n += (size_t)say_access(text + n, sizeof text - n - 120, now);
    n += (size_t)sprintf(text + n, " | ");
    n += (size_t)say_access(text + n, sizeof text - n - 90, before);
    uint64_t when = race_ns();
    n += (size_t)sprintf(
        text + n, " | %lx %u %llu %llu\n", in_file(address), now->size,
        (unsigned long long)when, (unsigned long long)before->when);
    int fd = report_fd();
    if (write(fd, text, n) < 0)
        race->races |= 0; /* the status still says it */
    if (fd != 2)
        close(fd);
    if (__tsan_on_report)
        __tsan_on_report(NULL);
}

bool
race_found(void)
{
    return race != NULL && race->races > 0;
}

/* Called when a process ends by itself: what it did is ordered before all
 * who learn of its end. */
void
race_process_ends(void)
{
    if (race == NULL)
        return;
    for (int i = 0; i < race->rows; i++)
        if (race->row[i].used && race->row[i].pid == (int)getpid())
            race->row[i].ended = 1;
}

/* A program in which races were found does not end as if nothing were.  Its
 * children do: how they end is asked for by the program itself. */
__attribute__((destructor)) static void
last_word(void)
{
    race_process_ends();
    if (race_found() && race_space == 0) {
        fflush(NULL);
        _exit(STATUS);
    }
}
