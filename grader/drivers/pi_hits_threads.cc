// pi_hits_threads.cc - the same hits for every number of threads, thrown by
// threads that run together, with no race and nothing left behind.
#include "driver_darts.h"

namespace
{

struct Case {
    uint64_t seed;
    int64_t n;
    int workers;
    bool meet; // may the workers wait for each other?
};
std::vector<Case> cases;
std::vector<Question> questions;
size_t bad_case;

// Few cases let the workers meet: one that cannot take place costs time.
void
make_questions()
{
    struct {
        int64_t n;
        int workers;
        bool meet;
    } plan[] = {{1003, 4, true},  {1000, 2, true},  {1006, 7, true},
                {1000, 1, false}, {1001, 2, false}, {1001, 3, false},
                {1004, 5, false}, {1003, 6, false}, {0, 3, false},
                {1, 4, false},    {3, 7, false},    {7, 7, false}};
    for (auto p : plan)
        cases.push_back({(uint64_t)random_between(0, INT64_MAX), p.n,
                         p.workers, p.meet});
    for (const Case &c : cases)
        questions.push_back(Question() << (int64_t)c.seed << c.n
                                       << c.workers << c.meet);
    bad_case = questions.size();
    for (auto bad : {std::pair<int64_t, int>{-1, 2}, {10, 0}, {10, -3}})
        questions.push_back(Question()
                            << 1 << bad.first << bad.second << false);
}

Launch &
run_of(const char *build)
{
    static std::map<std::string, Launch> runs;
    if (questions.empty())
        make_questions();
    auto found = runs.find(build);
    if (found == runs.end())
        found = runs.emplace(build, run_probe(build, 0, questions)).first;
    return found->second;
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
        HitsMistake m =
            hits_mistake(take_work(*a), c.seed, c.n, c.workers, got);
        return wrong(m.hint,
                     say("pi_hits_threads(%llu, %lld, %d): expected "
                         "%lld hits, got %lld%s",
                         (unsigned long long)c.seed, (long long)c.n,
                         c.workers, (long long)want, (long long)got,
                         m.words.c_str()));
    }
}

TEST(pi_hits_threads, threads_share_the_work)
{
    Launch &run = run_of("plain");
    for (size_t i = 0; i < cases.size(); i++) {
        Answer *a = run.need((int)i);
        if (!a)
            return;
        a->i64();
        Work work = take_work(*a);
        if (cases[i].meet)
            check_work(work, cases[i].n, cases[i].workers, a->i64(),
                       "thread");
    }
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
        take_work(a);
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
    // The creator writes what a thread reads; or two threads add.
    return run.err.find("by main thread:") != std::string::npos ||
                   run.evidence.find("main thread writes") !=
                       std::string::npos
               ? "loop-variable-shared"
               : "unprotected-sum";
}

// The runtime that luck does not fool holds the threads itself, and needs
// few of them to see what they do.
Launch &
watched()
{
    static Launch run = run_probe(
        "race", 0, {Question() << 1 << 1000 << 3 << false,
                    Question() << 2 << 7 << 2 << false});
    return run;
}

TEST(pi_hits_threads, no_race)
{
    hint_on("ORPHAN", "never-joined");
    for (Launch *run : {&run_of("tsan"), &watched()}) {
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

} // namespace
