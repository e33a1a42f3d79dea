// shared_count.cc - no addition lost, children together, nothing left.
#include "driver_trouble.h"

namespace
{

enum births { FREE, HELD, AHEAD }; // as in probe.h

struct Case {
    int nproc;
    int64_t per_proc;
    births how;
};
std::vector<Case> cases;
std::vector<Question> questions;
size_t bad_case;

// The children count one after the other, so that no addition is lost by
// luck; additions_are_one_step lets two of them meet.  The first two cases
// tell a counter that is read too early from one that is not shared: with
// AHEAD the children have ended before the caller goes on.
void
make_questions()
{
    int64_t some = random_between(100, 400);
    cases = {{2, some, AHEAD}, {2, some, HELD}, {3, some, HELD}};
    for (int nproc : {1, 4, 5, 6, 7})
        cases.push_back({nproc, random_between(1, 400), AHEAD});
    cases.push_back({3, 0, AHEAD});
    for (const Case &c : cases)
        questions.push_back(Question()
                            << c.nproc << c.per_proc << c.how << 0 << 0);
    bad_case = questions.size();
    questions.push_back(Question() << 0 << 5 << FREE << 0 << 0);
    questions.push_back(Question() << 2 << -1 << FREE << 0 << 0);
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

Failures &
failures()
{
    static Failures all(
        {{REFUSED, 0, "when no child can be made"},
         {REFUSED, 2, "when the third child cannot be made"},
         {DIES, 1, "when the second child is killed before it counts"},
         {ELDER, 0, "when the caller has another child, which has ended"}},
        [](const Failure &f) {
            return Question() << 3 << 50 << FREE << f.what << f.which;
        });
    return all;
}

// The instrumented build: two processes that meet before a store.
Launch &
meeting()
{
    static Launch run =
        run_probe("race", 0, {Question() << 2 << 20 << FREE << 0 << 0});
    return run;
}

int64_t
count_of(Launch &run, size_t i)
{
    Answer *a = run.need((int)i);
    return a ? a->i64() : -1;
}

// hint and explanation for a count that is wrong in case i
std::pair<std::string, std::string>
mistake(Launch &run, size_t i, int64_t got)
{
    bool ended_in_time =
        count_of(run, 0) == cases[0].nproc * cases[0].per_proc;
    if (got < 0)
        return {"", ""};
    if (!ended_in_time && count_of(run, 0) == 0)
        return {
            "private-page",
            ", although all children had counted and ended before: what "
            "they wrote is not where the caller reads"};
    if (ended_in_time && cases[i].how == HELD)
        return {"read-before-reaping",
                ". When the children end early, the count is right: the "
                "counter is read before all of them have ended"};
    return {"", ""};
}

void
check_counts()
{
    Launch &run = run_of("plain");
    check_leftovers(run.stray ? run : Launch());
    for (size_t i = 0; i < cases.size() && !judged_already(); i++) {
        Answer *a = run.need((int)i);
        if (!a)
            return;
        int64_t got = a->i64(), born = a->seen.born;
        const Case &c = cases[i];
        int64_t want = c.nproc * c.per_proc;
        if (born > c.nproc)
            return wrong("child-keeps-forking",
                         amount(born, "process", "processes") +
                             say(" were made for nproc = %d: a child went "
                                 "on forking",
                                 c.nproc));
        if (got == want)
            continue;
        show(say("shared_count(%d, %lld)", c.nproc, (long long)c.per_proc),
             want, got);
        auto [hint, words] = mistake(run, i, got);
        wrong(hint, say("shared_count(%d, %lld): expected %lld, got "
                        "%lld%s",
                        c.nproc, (long long)c.per_proc, (long long)want,
                        (long long)got, words.c_str()));
    }
}

// What goes wrong though the children never count together has another
// cause than additions that get lost.
TEST(shared_count, additions_are_one_step)
{
    hint_on("RACE", "plain-increment");
    Launch &run = meeting();
    check_races(run);
    Answer *a = judged_already() ? nullptr : run.need(0);
    if (!a)
        return;
    int64_t got = a->i64();
    if (got == 40)
        return;
    run_of("plain");
    check_counts();
    wrong("load-then-store",
          say("two children that add 20 each: expected 40, got %lld. "
              "Both were let between reading and writing the counter at "
              "the same time",
              (long long)got));
}

TEST(shared_count, no_addition_is_lost)
{
    run_of("plain");
    check_counts();
}

TEST(shared_count, children_run_together)
{
    Launch &run = run_of("plain");
    for (size_t i = 0; i < cases.size(); i++) {
        Answer *a = run.need((int)i);
        if (!a)
            return;
        int64_t born = a->seen.born, together = a->seen.together;
        const Case &c = cases[i];
        if (c.per_proc == 0)
            continue;
        for (size_t w = 1; w < a->seen.workers.size(); w++)
            if (a->seen.workers[w].shared == 0)
                return judge("SERIAL", "one-child-counts",
                             say("shared_count(%d, %lld): a child ended "
                                 "without having touched any memory that "
                                 "it shares with the caller, so it has "
                                 "counted nothing",
                                 c.nproc, (long long)c.per_proc));
        if (c.nproc < 2)
            continue;
        if (born < c.nproc - (c.nproc > 2)) // the caller may be one of them
            return judge("SERIAL", "one-child-counts",
                         say("%d children were asked for, ", c.nproc) +
                             amount(born, "was", "were") + " made");
        if (c.how == HELD && together < born)
            return judge(
                "SERIAL", "wait-in-fork-loop",
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
            return wrong("bad-arguments",
                         say("nproc < 1 or per_proc < 0 must give -1, "
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

TEST(shared_count, when_something_fails)
{
    failures().check(
        [](const Failure &) { return "shared_count(3, 50)"; },
        [](const Failure &) { return 150; });
}

} // namespace
