/*
 * main.c - build/observe: run a parallel program and say why it hangs or
 * what is wrong with it.
 *
 *     build/observe mpirun -n 4 ./prog
 *     build/observe --json FILE --synchronous --seed 7 mpirun -n 4 ./prog
 */
#define _GNU_SOURCE
#include "explain.h"
#include "picture.h"
#include "run.h"

#include <getopt.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { FAULT_FOUND = 70, BAD_USE = 64 };

static const char usage[] =
    "usage: observe [OPTION...] COMMAND...\n"
    "  COMMAND        mpirun -n 4 ./prog, or ./prog (compiled with -g)\n"
    "  --hang         say nothing; exit with 70 if it hangs\n"
    "  --json FILE    write the faults there\n"
    "  --svg FILE     draw what the ranks, threads or processes did\n"
    "  --chrome FILE  the same for Perfetto (Chrome's trace event JSON)\n"
    "  --paje FILE    the same for ViTE (Paje trace format)\n"
    "  --synchronous  let no standard send rely on a buffer\n"
    "  --seed N       delay calls and take messages in another order; the\n"
    "                 same N tries the same again (0: any)\n"
    "  --sweep A-B    run it with A, A + 1 ... B ranks, whatever -n says: "
    "as\n"
    "                 it is, with synchronous sends, and with a seed; tell "
    "the\n"
    "                 first fault, and with how many ranks it came\n";

/* A run that an error of MPI has ended hangs only while it ends. */
static bool
aborted(const struct trace *t)
{
    for (int rank = 0; rank < t->size; rank++)
        if (t->rank[rank].row != NULL && t->rank[rank].row->aborted == 2)
            return true;
    return false;
}

/* The order of calls of several threads is not that of one rank. */
static bool
has_threads(const struct trace *t)
{
    for (int rank = 0; rank < t->size; rank++)
        if (t->rank[rank].row != NULL && t->rank[rank].row->threads > 1)
            return true;
    return false;
}

static void
check_end(struct trace *t, const struct run *run)
{
    note_complaints(t);
    note_crashes(t, run->status);
    check_buffers(t);
    bool disagree = check_collectives(t);
    check_pairs(t);
    if (run->stuck.ranks != 0) {
        if (!disagree && !aborted(t))
            tell_hang(t, &run->stuck);
        return;
    }
    if (!disagree)
        check_partners(t);
    check_leftovers(t);
    if (!has_threads(t))
        check_access(t);
    if (!disagree && fault_count() == 0 && !t->full && !has_threads(t))
        check_unsafe(t);
}

static int
parse(int argc, char **argv, struct run_options *o)
{
    static const struct option options[] = {
        {"json", required_argument, NULL, 'j'},
        {"svg", required_argument, NULL, 's'},
        {"chrome", required_argument, NULL, 'c'},
        {"paje", required_argument, NULL, 'p'},
        {"synchronous", no_argument, NULL, 'y'},
        {"seed", required_argument, NULL, 'r'},
        {"hang", no_argument, NULL, 'g'},
        {"sweep", required_argument, NULL, 'w'},
        {"help", no_argument, NULL, 'h'},
        {0}};
    int c;
    while ((c = getopt_long(argc, argv, "+", options, NULL)) != -1) {
        if (c == 'j')
            o->json = optarg;
        else if (c == 's')
            o->svg = optarg;
        else if (c == 'c')
            o->chrome = optarg;
        else if (c == 'p')
            o->paje = optarg;
        else if (c == 'y')
            o->synchronous = true;
        else if (c == 'g')
            o->only_hangs = true;
        else if (c == 'r') {
            o->shuffle = true;
            o->seed = strtoull(optarg, NULL, 10);
        } else if (c == 'w') {
            if (parse_sweep(optarg, o))
                continue;
            fprintf(stderr,
                    "observe: --sweep %s: give two numbers of ranks from 1 "
                    "to %d, as in --sweep 1-7\n",
                    optarg, MOST_RANKS);
            exit(BAD_USE);
        } else {
            fputs(usage, c == 'h' ? stdout : stderr);
            exit(c == 'h' ? 0 : BAD_USE);
        }
    }
    if (optind == argc) {
        fputs(usage, stderr);
        exit(BAD_USE);
    }
    return optind;
}

/* The pictures that were asked for. */
static void
draw(struct run *run, const struct run_options *o)
{
    struct timeline *t = NULL;
    if (o->svg != NULL)
        t = picture_timeline(&run->trace, &run->stuck);
    if (t != NULL && !tl_svg(t, o->svg))
        perror(o->svg);
    if (t != NULL)
        tl_free(t);
    free(t);
    if (o->chrome == NULL && o->paje == NULL)
        return;
    t = whole_timeline(&run->trace, &run->stuck);
    if (t != NULL && o->chrome != NULL && !tl_chrome(t, o->chrome))
        perror(o->chrome);
    if (t != NULL && o->paje != NULL && !tl_paje(t, o->paje))
        perror(o->paje);
    if (t != NULL)
        tl_free(t);
    free(t);
}

/* Says what is wrong, at the end of a run or when it hangs. */
static void
tell(struct run *run, const struct run_options *o)
{
    if (o->only_hangs)
        return;
    check_end(&run->trace, run);
    struct way way = {o->ranks, o->synchronous, o->shuffle, o->seed};
    run->told = report(stderr, o->json, &way);
    draw(run, o);
}

static int
once(struct run_options *o, char **command)
{
    struct run run;
    if (!run_command(&run, command, o))
        return run.status;
    bool stuck = run.stuck.ranks != 0;
    if (!stuck)
        tell(&run, o);
    run_free(&run);
    return stuck || run.told > 0 ? FAULT_FOUND : run.status;
}

int
main(int argc, char **argv)
{
    struct run_options options = {.on_stuck = tell};
    int first = parse(argc, argv, &options);
    if (options.sweep_from == 0 && is_plain(argv + first) &&
        !options.only_hangs) {
        watch_threads(&options, argv + first);
        return BAD_USE;
    }
    if (options.shuffle && options.seed == 0)
        options.seed = (uint64_t)time(NULL) * 1000 + (uint64_t)getpid();
    if (options.sweep_from != 0) {
        options.seed = options.shuffle ? options.seed : 1;
        return sweep(&options, argv + first, once);
    }
    if (options.shuffle)
        fprintf(stderr, "observe: seed %llu\n",
                (unsigned long long)options.seed);
    return once(&options, argv + first);
}
