// shared_count.cc - no addition lost, children together, nothing left.
#include "driver.h"

namespace {

struct Case {
    int nproc;
    int64_t per_proc;
    bool hold;
};
std::vector<Case> cases;
std::vector<Question> questions;
size_t bad_case;

void
make_questions()
{
    for (int nproc = 1; nproc <= 7; nproc++)
        cases.push_back({nproc, random_between(1, 400), true});
    cases.push_back({3, 0, true});
    // not held: all of them count at once
    cases.push_back({4, 20000 + random_between(0, 999), false});
    for (const Case &c : cases)
        questions.push_back(Question() << c.nproc << c.per_proc << c.hold);
    bad_case = questions.size();
    questions.push_back(Question() << 0 << 5 << 0);
    questions.push_back(Question() << 2 << -1 << 0);
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

// The instrumented build: two processes, no child held at birth.
Launch &
meeting()
{
    static Launch run = run_probe("shm", 0, {Question() << 2 << 50 << 0});
    return run;
}

TEST(shared_count, no_addition_is_lost)
{
    Launch &run = run_of("plain");
    check_leftovers(run.stray ? run : Launch());
    for (size_t i = 0; i < cases.size(); i++) {
        Answer *a = run.need((int)i);
        if (!a)
            return;
        int64_t got = a->i64(), born = a->i64();
        const Case &c = cases[i];
        int64_t want = c.nproc * c.per_proc;
        if (born > c.nproc)
            return wrong("child-keeps-forking",
                         say("%lld processes were made for nproc = %d: a "
                             "child went on forking",
                             (long long)born, c.nproc));
        if (got == want)
            continue;
        return wrong(got == 0 && born == 0 ? ""
                     : got == 0            ? "private-page"
                                           : "",
                     say("shared_count(%d, %lld): expected %lld, got %lld",
                         c.nproc, (long long)c.per_proc, (long long)want,
                         (long long)got));
    }
}

TEST(shared_count, additions_are_one_step)
{
    hint_on("RACE", "plain-increment");
    Launch &run = meeting();
    check_races(run);
    Answer *a = judged_already() ? nullptr : run.need(0);
    if (!a)
        return;
    int64_t got = a->i64();
    if (got != 100)
        wrong("load-then-store",
              say("two children that add 50 each: expected 100, got %lld. "
                  "Both were let between reading and writing the counter at "
                  "the same time",
                  (long long)got));
}

TEST(shared_count, children_run_together)
{
    Launch &run = run_of("plain");
    for (size_t i = 0; i < cases.size(); i++) {
        Answer *a = run.need((int)i);
        if (!a)
            return;
        a->i64();
        int64_t born = a->i64(), together = a->i64();
        const Case &c = cases[i];
        if (c.nproc < 2 || c.per_proc == 0)
            continue;
        if (born < c.nproc)
            return judge("SERIAL", "one-child-counts",
                         say("%d children were asked for, %lld were made",
                             c.nproc, (long long)born));
        if (c.hold && together < c.nproc)
            return judge("SERIAL", "wait-in-fork-loop",
                         say("only %lld of %d children were alive together: "
                             "the caller waited for one before it made the "
                             "next",
                             (long long)together, c.nproc));
    }
}

TEST(shared_count, bad_arguments)
{
    for (size_t i = bad_case; i < questions.size(); i++) {
        Answer *a = run_of("plain").need((int)i);
        if (!a)
            return;
        int64_t got = a->i64();
        if (got != -1)
            return wrong("", say("nproc < 1 or per_proc < 0 must give -1, "
                                 "got %lld",
                                 (long long)got));
    }
}

TEST(shared_count, leaves_nothing_behind)
{
    hint_on("ORPHAN", "wait-once");
    hint_on("ZOMBIE", "wait-once");
    hint_on("LEAK", "page-left-mapped");
    check_leftovers(run_of("plain"));
}

TEST(shared_count, memory)
{
    check_memory(run_of("asan"));
}

} // namespace
