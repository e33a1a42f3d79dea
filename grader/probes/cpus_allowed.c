/* cpus_allowed.c - probe: the answer under masks that the question names.
 */
#define _GNU_SOURCE
#include "contract.h"
#include "probe.h"

#include <pthread.h>
#include <sched.h>
#include <string.h>
#include <sys/resource.h>

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

/* The CPUs to allow and the one to begin on; then how: 0 by the process's
 * own mask, 1 in a thread while the process is confined to that one CPU. */
void
probe_case(void)
{
    enum { TIMES = 50 };
    size_t n;
    int64_t *cpus = ask_i64s(&n), first = ask_i64(), answers[TIMES];
    bool by_thread = ask_i64();
    cpu_set_t kept, set = set_of(cpus, n), one = set_of(&first, 1), after;
    sched_getaffinity(0, sizeof kept, &kept);
    int errors = 0, changed = 0;
    for (int i = 0; i < TIMES; i++) {
        errors += sched_setaffinity(0, sizeof one, &one) != 0;
        errors += sched_setaffinity(0, sizeof set, &set) != 0;
        answers[i] = by_thread ? in_thread(&set, &one) : cpus_allowed();
        sched_getaffinity(0, sizeof after, &after);
        changed += !CPU_EQUAL(&after, by_thread ? &one : &set);
    }
    sched_setaffinity(0, sizeof set, &set);
    int no_files = without_files();
    sched_setaffinity(0, sizeof kept, &kept);
    say_i64(errors);
    say_i64(changed);
    say_i64(no_files);
    say_i64s(answers, TIMES);
}
