// who_sees.cc - a thread's write is seen, a child's is not, and a worker
// really does the writing.
#include "driver_trouble.h"

namespace
{

enum { BY_FORK, BY_THREAD };

struct Case {
    int how, before;
};
std::vector<Case> cases;
std::vector<Question> questions;
size_t bad_case;

const int bad_kinds[] = {2, -1, 1000};

Failures &
failures()
{
    static Failures all(
        {{REFUSED, 0, "when no child can be made", BY_FORK},
         {REFUSED, 0, "when no thread can be made", BY_THREAD},
         {DIES, 0, "when the child is killed before it writes", BY_FORK},
         {ELDER, 0, "when the caller has another child, which has ended",
          BY_FORK},
         {ENDS_LATE, 0, "when the thread takes long to end", BY_THREAD}},
        [](const Failure &f) {
            return Question() << f.how << 7 << 0 << f.what;
        });
    return all;
}

void
make_questions()
{
    for (int how : {BY_FORK, BY_THREAD})
        for (int before : {0, -1, 42, (int)random_between(100, 1000000)})
            cases.push_back({how, before});
    for (const Case &c : cases)
        questions.push_back(Question() << c.how << c.before << 0 << 0);
    bad_case = questions.size();
    questions.push_back(Question() << BY_FORK << 0 << 1 << 0);
    for (int how : bad_kinds)
        questions.push_back(Question() << how << 0 << 0 << 0);
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

std::string
mistake(const Case &c, int64_t got, int64_t cell)
{
    if (c.how == BY_FORK)
        return cell == 42                ? "vfork"
               : got == 42 && cell != 42 ? "what-the-worker-sees"
                                         : "";
    return cell == c.before ? "thread-writes-a-copy" : "";
}

TEST(who_sees, what_the_creator_sees)
{
    Launch &run = run_of("plain");
    check_leftovers(run.stray ? run : Launch());
    for (size_t i = 0; i < cases.size(); i++) {
        Answer *a = run.need((int)i);
        if (!a)
            return;
        const Case &c = cases[i];
        int64_t got = a->i64();
        a->i64(); // no other child was there
        int64_t cell = a->i64();
        int64_t want = c.how == BY_THREAD ? 42 : c.before;
        show(say("who_sees(%s, &cell) with cell = %d",
                 c.how == BY_FORK ? "BY_FORK" : "BY_THREAD", c.before),
             say("result %lld, cell %lld", (long long)want, (long long)want),
             say("result %lld, cell %lld", (long long)got, (long long)cell));
        if (got != want || cell != want)
            return wrong(
                mistake(c, got, cell),
                say("who_sees(%s, &cell) with cell = %d: the "
                    "creator must see %lld; the result is %lld and "
                    "the cell holds %lld",
                    c.how == BY_FORK ? "BY_FORK" : "BY_THREAD", c.before,
                    (long long)want, (long long)got, (long long)cell));
    }
}

TEST(who_sees, a_worker_is_made)
{
    Launch &run = run_of("plain");
    for (size_t i = 0; i < cases.size(); i++) {
        Answer *a = run.need((int)i);
        if (!a)
            return;
        int64_t born = a->seen.born, threads = a->seen.threads;
        if (cases[i].how == BY_FORK ? born == 0 : threads == 0)
            return judge("SERIAL", "no-worker",
                         say("no %s was made", cases[i].how == BY_FORK
                                                   ? "child process"
                                                   : "thread"));
    }
}

TEST(who_sees, bad_arguments)
{
    hint_on("CRASH", "bad-arguments");
    for (size_t i = bad_case; i < questions.size(); i++) {
        Answer *a = run_of("plain").need((int)i);
        if (!a)
            return;
        int64_t got = a->i64();
        bool null = i == bad_case;
        std::string call =
            null ? "who_sees(BY_FORK, NULL)"
                 : say("who_sees(%d, &cell)", bad_kinds[i - bad_case - 1]);
        show(call, -1, got);
        if (got != -1)
            return wrong(null ? "bad-arguments" : "kind-not-checked",
                         call +
                             say(" must give -1, got %lld", (long long)got));
    }
}

TEST(who_sees, no_race)
{
    hint_on("RACE", "no-join");
    hint_on("ORPHAN", "no-join");
    check_races(run_of("tsan"));
    if (!judged_already())
        check_races(run_of("race"));
}

TEST(who_sees, leaves_nothing_behind)
{
    hint_on("ZOMBIE", "never-reaped");
    hint_on("ORPHAN", "no-join");
    check_leftovers(run_of("plain"));
}

TEST(who_sees, memory)
{
    check_memory(run_of("asan"));
}

TEST(who_sees, when_something_fails)
{
    hint_on("ORPHAN", "no-join");
    failures().check(
        [](const Failure &f) {
            return say("who_sees(%s, &cell) with cell = 7",
                       f.how == BY_FORK ? "BY_FORK" : "BY_THREAD");
        },
        [](const Failure &f) { return f.how == BY_FORK ? 7 : 42; });
}

} // namespace
