/*
 * cpus_allowed.c - probe: the answer under masks that the question names.
 *
 * Some masks are real ones.  The others are of a pretended machine with
 * eight CPUs, because a machine with a single one cannot tell right answers
 * from wrong ones: the calls by which an answer may ask for its CPUs are
 * wrapped.  An answer may also ask in ways that are not, so it is counted
 * what was asked, and the driver believes a pretended mask only then.
 */
#define _GNU_SOURCE
#include "contract.h"
#include "probe.h"

#include <errno.h>
#include <pthread.h>
#include <sched.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/sysinfo.h>
#include <unistd.h>

/* --- the pretended machine ---------------------------------------------
 */

enum { PRETENDED_CPUS = 8 };

static bool pretending;
static pthread_t main_thread;
static cpu_set_t of_process, of_thread; /* what each may pretend to use */
static struct {
    int masks, machine, cpuinfo, place;
} asked;

/* The head of a wrapper; the function itself is then __real_NAME. */
#define WRAPPED(type, name, ...)                                           \
    type __real_##name(__VA_ARGS__);                                       \
    type __wrap_##name(__VA_ARGS__);                                       \
    type __wrap_##name(__VA_ARGS__)

static cpu_set_t *
mask_of(bool of_main)
{
    return of_main ? &of_process : &of_thread;
}

static bool
in_main(void)
{
    return pthread_equal(pthread_self(), main_thread);
}

static int
copy_mask(const cpu_set_t *from, size_t size, cpu_set_t *to)
{
    asked.masks++;
    if (size < sizeof(long))
        return EINVAL;
    memset(to, 0, size);
    memcpy(to, from, size < sizeof *from ? size : sizeof *from);
    return 0;
}

WRAPPED(int, sched_getaffinity, pid_t who, size_t size, cpu_set_t *set)
{
    if (!pretending)
        return __real_sched_getaffinity(who, size, set);
    errno = copy_mask(mask_of(who == 0 ? in_main() : who == getpid()), size,
                      set);
    return errno == 0 ? 0 : -1;
}

WRAPPED(int, pthread_getaffinity_np, pthread_t who, size_t size,
        cpu_set_t *set)
{
    if (!pretending)
        return __real_pthread_getaffinity_np(who, size, set);
    return copy_mask(mask_of(pthread_equal(who, main_thread)), size, set);
}

WRAPPED(int, sched_setaffinity, pid_t who, size_t size,
        const cpu_set_t *set)
{
    if (!pretending)
        return __real_sched_setaffinity(who, size, set);
    cpu_set_t wanted;
    CPU_ZERO(&wanted);
    for (int cpu = 0; cpu < PRETENDED_CPUS; cpu++)
        if (CPU_ISSET_S(cpu, size, set))
            CPU_SET(cpu, &wanted);
    if (CPU_COUNT(&wanted) == 0) {
        errno = EINVAL;
        return -1;
    }
    *mask_of(who == 0 ? in_main() : who == getpid()) = wanted;
    return 0;
}

WRAPPED(int, sched_getcpu, void)
{
    if (!pretending)
        return __real_sched_getcpu();
    asked.place++;
    int cpu = 0;
    while (!CPU_ISSET(cpu, mask_of(in_main())))
        cpu++;
    return cpu;
}

WRAPPED(long, sysconf, int name)
{
    if (!pretending ||
        (name != _SC_NPROCESSORS_ONLN && name != _SC_NPROCESSORS_CONF))
        return __real_sysconf(name);
    asked.machine++;
    return PRETENDED_CPUS;
}

WRAPPED(int, get_nprocs, void)
{
    asked.machine += pretending;
    return pretending ? PRETENDED_CPUS : __real_get_nprocs();
}

WRAPPED(int, get_nprocs_conf, void)
{
    asked.machine += pretending;
    return pretending ? PRETENDED_CPUS : __real_get_nprocs_conf();
}

WRAPPED(FILE *, fopen, const char *path, const char *mode)
{
    static char text[PRETENDED_CPUS * 40];
    if (!pretending || strcmp(path, "/proc/cpuinfo") != 0)
        return __real_fopen(path, mode);
    asked.cpuinfo++;
    int n = 0;
    for (int cpu = 0; cpu < PRETENDED_CPUS; cpu++)
        n += snprintf(text + n, sizeof text - (size_t)n,
                      "processor\t: %d\ncpu cores\t: %d\n\n", cpu,
                      PRETENDED_CPUS);
    return fmemopen(text, (size_t)n, "r");
}

/* --- asking ------------------------------------------------------------
 */

static cpu_set_t
set_of(const int64_t *cpus, size_t n)
{
    cpu_set_t set;
    CPU_ZERO(&set);
    for (size_t i = 0; i < n; i++)
        CPU_SET((int)cpus[i], &set);
    return set;
}

static void *
ask_in_thread(void *answer)
{
    *(int *)answer = cpus_allowed();
    return NULL;
}

/* From a thread that may use all of `mine` while its creator, the process,
 * is confined to `others`. */
static int
in_thread(const cpu_set_t *mine, const cpu_set_t *others)
{
    int answer = 0;
    pthread_t thread;
    pthread_attr_t attr;
    pthread_attr_init(&attr);
    pthread_attr_setaffinity_np(&attr, sizeof *mine, mine);
    sched_setaffinity(0, sizeof *others, others);
    if (pthread_create(&thread, &attr, ask_in_thread, &answer) == 0)
        pthread_join(thread, NULL);
    pthread_attr_destroy(&attr);
    return answer;
}

/* With no descriptor to be had: who reads a file finds out nothing. */
static int
without_files(void)
{
    struct rlimit kept, none;
    getrlimit(RLIMIT_NOFILE, &kept);
    none = (struct rlimit){.rlim_cur = 0, .rlim_max = kept.rlim_max};
    setrlimit(RLIMIT_NOFILE, &none);
    int answer = cpus_allowed();
    setrlimit(RLIMIT_NOFILE, &kept);
    return answer;
}

/* The same thread under the same masks, and none of it is real. */
static int
pretended(const cpu_set_t *set, const cpu_set_t *one, bool by_thread,
          int *changed)
{
    int answer = 0;
    pthread_t thread;
    of_process = by_thread ? *one : *set;
    of_thread = *set;
    pretending = true;
    if (!by_thread)
        answer = cpus_allowed();
    else if (pthread_create(&thread, NULL, ask_in_thread, &answer) == 0)
        pthread_join(thread, NULL);
    pretending = false;
    *changed += !CPU_EQUAL(&of_process, by_thread ? one : set) ||
                !CPU_EQUAL(&of_thread, set);
    return answer;
}

static int
real(const cpu_set_t *set, const cpu_set_t *one, bool by_thread,
     int *changed, int *errors)
{
    cpu_set_t after;
    *errors += sched_setaffinity(0, sizeof *one, one) != 0;
    *errors += sched_setaffinity(0, sizeof *set, set) != 0;
    int answer = by_thread ? in_thread(set, one) : cpus_allowed();
    sched_getaffinity(0, sizeof after, &after);
    *changed += !CPU_EQUAL(&after, by_thread ? one : set);
    return answer;
}

/* The CPUs to allow and the one to begin on; is it asked in a thread while
 * the process is confined to that one CPU; is the machine pretended. */
void
probe_case(void)
{
    enum { TIMES = 50 };
    size_t n;
    int64_t *cpus = ask_i64s(&n), first = ask_i64(), answers[TIMES];
    bool by_thread = ask_i64(), pretend = ask_i64();
    cpu_set_t kept, set = set_of(cpus, n), one = set_of(&first, 1);
    int errors = 0, changed = 0, no_files = 0;
    main_thread = pthread_self();
    memset(&asked, 0, sizeof asked);
    sched_getaffinity(0, sizeof kept, &kept);
    for (int i = 0; i < TIMES; i++)
        answers[i] = pretend
                         ? pretended(&set, &one, by_thread, &changed)
                         : real(&set, &one, by_thread, &changed, &errors);
    if (!pretend) {
        sched_setaffinity(0, sizeof set, &set);
        no_files = without_files();
    }
    sched_setaffinity(0, sizeof kept, &kept);
    say_i64(errors);
    say_i64(changed);
    say_i64(no_files);
    say_i64(asked.masks);
    say_i64(asked.machine);
    say_i64(asked.cpuinfo);
    say_i64(asked.place);
    say_i64s(answers, TIMES);
}
