// pi_hits_threads.cc - the same hits for every number of threads, thrown by
// threads that run together, with no race and nothing left behind.
#include "driver_hits.h"

using namespace hits;

namespace
{

Failures &
failures()
{
    static Failures all = failures_of({
    {REFUSED, 0, "when no thread can be made"},
    {REFUSED, 2, "when the third thread cannot be made"},
    {ENDS_LATE, 0, "when the threads take long to end"}});
    return all;
}

TEST(pi_hits_threads, same_hits_for_every_number_of_threads)
{
    Launch &run = run_of("plain");
    for (size_t i = 0; i < cases.size(); i++) {
        const Case &c = cases[i];
        Answer *a = run.need((int)i);
        if (!a)
            return;
        int64_t got = a->i64(), want = true_hits(c.seed, 0, c.n);
        if (got == want)
            continue;
        show(say("pi_hits_threads(%llu, %lld, %d)",
                 (unsigned long long)c.seed, (long long)c.n, c.workers),
             want, got);
        HitsMistake m = hits_mistake(a->seen, c.seed, c.n, c.workers, got);
        return wrong(m.hint,
                     say("pi_hits_threads(%llu, %lld, %d): expected "
                         "%s, got %lld%s",
                         (unsigned long long)c.seed, (long long)c.n,
                         c.workers, amount(want, "hit").c_str(),
                         (long long)got, m.words.c_str()));
    }
    check_many_hits("pi_hits_threads");
}

TEST(pi_hits_threads, threads_share_the_work)
{
    Launch &run = run_of("plain");
    for (size_t i = 0; i < cases.size(); i++) {
        Answer *a = run.need((int)i);
        if (!a)
            return;
        if (cases[i].how == MEETING)
            check_work(a->seen, cases[i].n, cases[i].workers, "thread");
    }
    check_shares(run.need((int)bad_case - 1), "thread");
}

TEST(pi_hits_threads, bad_arguments)
{
    Launch &run = run_of("plain");
    for (size_t i = bad_case; i < questions.size(); i++) {
        Answer *a = run.need((int)i);
        if (!a)
            return;
        int64_t got = a->i64();
        if (got != -1)
            return wrong("bad-arguments",
                         say("n < 0 or nthreads < 1 must give -1, got %lld",
                             (long long)got));
    }
}

// Was no thread joined in any case of this run?
bool
never_joined(Launch &run)
{
    int64_t most_joined = 0;
    for (auto &[index, answer] : run.answers[0]) {
        if (index >= (int)bad_case)
            continue;
        Answer a = answer;
        a.rewind();
        a.i64();
        a.i64();
        most_joined = std::max(most_joined, a.i64());
    }
    return !run.answers[0].empty() && most_joined == 0;
}

// Which well-known mistake makes this race?
const char *
race_hint(Launch &run)
{
    if (run.verdict != "RACE")
        return "";
    if (never_joined(run) || never_joined(run_of("plain")))
        return "never-joined";
    // The creator reads what a thread still writes, or writes what a thread
    // still reads; or two threads add.
    if (run.evidence.find("main thread writes") != std::string::npos)
        return "loop-variable-shared";
    if (run.evidence.find("main thread reads") != std::string::npos)
        return "never-joined";
    size_t main_thread = run.err.find("by main thread:");
    if (main_thread == std::string::npos)
        return "unprotected-sum";
    std::string line = run.err.substr(0, main_thread);
    line = line.substr(line.rfind('\n') + 1);
    return line.find("ead of size") != std::string::npos
               ? "never-joined"
               : "loop-variable-shared";
}

// The runtime that luck does not fool holds the threads itself, and needs
// few of them to see what they do.
const Planned to_watch = {"race",
                          {Question() << 1 << 1000 << 3 << false << 0 << 0,
                           Question() << 2 << 7 << 2 << false << 0 << 0}};

Launch &
watched()
{
    static Launch run = run_probe("race", 0, to_watch.questions);
    return run;
}

// All runs behind the first one, in which times are measured.
void
go_ahead()
{
    if (run_of("plain").verdict.empty())
        run_ahead({plan_of("tsan"), to_watch, plan_of("asan"),
                   failures().plan("asan"), failures().plan("plain")});
}

TEST(pi_hits_threads, no_race)
{
    hint_on("ORPHAN", "never-joined");
    go_ahead();
    for (Launch *run : {&watched(), &run_of("tsan")}) {
        hint_on("RACE", race_hint(*run));
        check_races(*run);
        if (judged_already())
            return;
    }
}

TEST(pi_hits_threads, memory_and_leftovers)
{
    Launch &run = run_of("asan");
    bool frame = run.evidence.find("its function") != std::string::npos;
    hint_on("MEMORY", frame ? "dead-stack-frame" : "");
    hint_on("LEAK", "shares-not-freed");
    hint_on("ORPHAN", "never-joined");
    check_memory(run);
    check_leftovers(run_of("plain"));
}

TEST(pi_hits_threads, when_something_fails)
{
    hint_on("ORPHAN", "never-joined");
    check_failures(failures(), "pi_hits_threads");
}

} // namespace
