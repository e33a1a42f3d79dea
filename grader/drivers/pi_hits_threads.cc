// pi_hits_threads.cc - the same hits for every number of threads, thrown by
// threads that run together, with no race and nothing left behind.
#include "driver_darts.h"

namespace
{

struct Case {
    uint64_t seed;
    int64_t n;
    int workers;
    int how; // MEETING: the workers wait for each other
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
        int workers, how;
    } plan[] = {{1003, 4, MEETING},        {1000, 2, MEETING},
                {1006, 7, MEETING},        {1000, 1, NOT_MEETING},
                {1001, 2, NOT_MEETING},    {1001, 3, NOT_MEETING},
                {1004, 5, NOT_MEETING},    {1003, 6, NOT_MEETING},
                {0, 3, NOT_MEETING},       {1, 4, NOT_MEETING},
                {3, 7, NOT_MEETING},       {7, 7, NOT_MEETING},
                {MANY_DARTS, 2, NOT_NOTED}};
    for (auto p : plan)
        cases.push_back({(uint64_t)random_between(0, INT64_MAX), p.n,
                         p.workers, p.how});
    for (const Case &c : cases)
        questions.push_back(Question() << (int64_t)c.seed << c.n
                                       << c.workers << c.how);
    bad_case = questions.size();
    for (auto bad : {std::pair<int64_t, int>{-1, 2}, {10, 0}, {10, -3}})
        questions.push_back(Question()
                            << 1 << bad.first << bad.second
                            << NOT_MEETING);
}

Launch &
run_of(const char *build)
{
    static std::map<std::string, Launch> runs;
    if (questions.empty())
        make_questions();
    auto found = runs.find(build);
    if (found == runs.end()) {
        std::vector<Question> asked = questions;
        if (build != std::string("plain")) // where no time is measured
            asked[bad_case - 1] = asked[0];
        found = runs.emplace(build, run_probe(build, 0, asked)).first;
    }
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
        show(say("pi_hits_threads(%llu, %lld, %d)",
                 (unsigned long long)c.seed, (long long)c.n, c.workers),
             want, got);
        HitsMistake m =
            hits_mistake(a->seen, c.seed, c.n, c.workers, got);
        return wrong(m.hint,
                     say("pi_hits_threads(%llu, %lld, %d): expected "
                         "%s, got %lld%s",
                         (unsigned long long)c.seed, (long long)c.n,
                         c.workers, amount(want, "hit").c_str(),
                         (long long)got, m.words.c_str()));
    }
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

} // namespace
