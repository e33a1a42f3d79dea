// pool_map.cc - results in order, tasks handed out one by one to workers
// that run together, no hang when a worker dies or a pipe is full.
#include "driver_trouble.h"

#include <algorithm>

namespace
{

enum Trick {
    NONE,
    ALL_MEET,
    ONE_WAITS,
    ABORTS,
    EXITS,
    KILLED
}; // as the probe

struct Case {
    int workers, tasks;
    Trick trick;
    int place; // of the task that plays the trick
    int64_t first_input;
    Failure failure = {};
};
// Cases that only look at results; then those with deaths; then many tasks;
// then bad arguments.
std::vector<Case> cases;
size_t first_death, many, first_bad;
std::vector<Question> questions;

void
make_questions()
{
    for (auto [workers, tasks, trick] :
         {std::tuple<int, int, Trick>{3, 24, ONE_WAITS},
          {3, 12, ALL_MEET},
          {2, 9, ONE_WAITS},
          {3, 10, NONE},
          {1, 5, NONE},
          {4, 2, NONE},
          {3, 0, NONE},
          {7, 7, NONE},
          {5, 123, NONE}})
        cases.push_back(
            {workers, tasks, trick, 0, random_between(1, 9999), {}});
    first_death = cases.size();
    cases.push_back({3, 12, ABORTS, 4, 100, {}});
    cases.push_back({2, 10, EXITS, 3, 100, {}});
    cases.push_back({1, 5, ABORTS, 2, 100, {}});
    many = cases.size();
    // A process a task would take minutes: they end at 64.
    cases.push_back({3, 40000, NONE, 0, 1, {REFUSED, 64, ""}});
    first_bad = cases.size();
    cases.push_back({0, 4, NONE, 0, 1, {}});
    cases.push_back({-2, 4, NONE, 0, 1, {}});
    for (const Case &c : cases)
        questions.push_back(Question()
                            << c.workers << c.tasks << c.first_input
                            << c.trick << c.place << c.failure.what
                            << c.failure.which);
}

Launch &
plain()
{
    static Launch run =
        (make_questions(), run_probe("plain", 0, questions));
    // A hang says by its case what it comes from.
    size_t at = (size_t)std::max(run.last_started, 0);
    hint_on("DEADLOCK", at == many          ? "all-tasks-first"
                        : at >= first_death ? "dead-worker-hangs"
                                            : "");
    return run;
}

// The instrumented build: workers that meet between reading and writing what
// they share.  With luck they never do.
Launch &
meeting()
{
    static Launch run = run_probe(
        "race", 0, {Question() << 2 << 12 << 1 << NONE << 0 << 0 << 0});
    return run;
}

// No deaths here: a sanitizer has its own thoughts about them.
Launch &
checked()
{
    static Launch run =
        (plain(), run_probe("asan", 0,
                            {questions.begin(),
                             questions.begin() + (long)first_death}));
    return run;
}

struct Outcome {
    int64_t result;
    std::vector<int64_t> out;
    int64_t done, by_caller, twice, processes, most_inside, undone, born,
        threads;
};

bool
outcome(size_t i, Outcome &o)
{
    Answer *a = plain().need((int)i);
    if (!a)
        return false;
    o.result = a->i64();
    a->i64(); // no other child was there
    o.out = a->i64s();
    o.out.resize((size_t)std::max(cases[i].tasks, 0));
    for (int64_t *x :
         {&o.done, &o.by_caller, &o.twice, &o.processes, &o.undone})
        *x = a->i64();
    o.most_inside = a->seen.most_inside;
    o.born = a->seen.born;
    o.threads = a->seen.threads;
    if (cases[i].tasks <= 100) { // of few tasks the keeper sees each
        std::map<int, int> tasks_of;
        for (const Seen::Call &c : a->seen.calls)
            tasks_of[c.worker]++;
        o.processes = (int64_t)tasks_of.size();
        o.by_caller = std::max<int64_t>(
            o.by_caller, tasks_of.count(0) ? tasks_of[0] : 0);
    }
    return true;
}

std::vector<int64_t>
right_values(const Case &c)
{
    std::vector<int64_t> v;
    for (int64_t x = c.first_input; (int)v.size() < c.tasks; x++)
        v.push_back(x * x + 1);
    return v;
}

std::string
the_call(const Case &c)
{
    return "pool_map(" + amount(c.workers, "worker") + ", f, " +
           amount(c.tasks, "input") + ")";
}

// The probe fills out with -1.
bool
untouched(const std::vector<int64_t> &out)
{
    return std::count(out.begin(), out.end(), -1) == (long)out.size();
}

// Hint and explanation for values that are wrong or missing.
std::pair<std::string, std::string>
mistake(size_t i, const Outcome &o, std::vector<int64_t> want)
{
    const Case &c = cases[i];
    if (i == many && o.done == c.tasks)
        return {"short-read",
                ". All tasks were done, but results got lost "
                "on their way: with few tasks they all arrive"};
    if (o.done == 0)
        return {"", ". No task was done"};
    if (o.done >= c.tasks && o.by_caller == 0 && untouched(o.out))
        return {"results-stay-in-the-child",
                ". All tasks were done, and out is as it was before the "
                "call"};
    if (o.done < c.tasks && o.done == o.processes)
        return {"only-first-tasks",
                ". Only " + amount(o.done, "task was", "tasks were") +
                    " done, one by each worker"};
    std::vector<int64_t> got = o.out;
    std::sort(got.begin(), got.end());
    std::sort(want.begin(), want.end());
    if (got == want)
        return {"completion-order",
                ". All values are there, but not at the places of their "
                "inputs"};
    if (o.done < c.tasks)
        return {"", ". Only " + amount(o.done, "task was", "tasks were") +
                        " done"};
    return {"", ""};
}

void
check_results(size_t i)
{
    const Case &c = cases[i];
    Outcome o;
    if (!outcome(i, o))
        return;
    if (o.born > c.workers)
        return wrong("worker-per-task",
                     the_call(c) + ": " +
                         amount(o.born, "process was", "processes were") +
                         " made");
    std::vector<int64_t> want = right_values(c);
    auto [hint, words] = mistake(i, o, want);
    if (o.result != 0)
        return wrong(hint == "completion-order" ? "" : hint,
                     the_call(c) + say(": every worker lived, but it "
                                       "returned %lld instead of 0",
                                       (long long)o.result));
    show(the_call(c), numbers(want), numbers(o.out));
    for (size_t k = 0; k < want.size(); k++)
        if (o.out[k] != want[k])
            return wrong(hint,
                         the_call(c) +
                             say(": out[%zu] must be f(%lld) = %lld, got "
                                 "%lld",
                                 k, (long long)(c.first_input + (int)k),
                                 (long long)want[k], (long long)o.out[k]) +
                             words);
    if (o.twice > 0)
        return wrong("", the_call(c) + ": f was called again for " +
                             amount(o.twice, "input") + " done already");
}

TEST(pool_map, results_in_input_order)
{
    check_leftovers(plain().stray ? plain() : Launch());
    for (size_t i = 0; i < first_bad && !judged_already(); i++)
        if (i < first_death || i == many)
            check_results(i);
}

// One worker, or the caller, did everything.
bool
serial(const Case &c, const Outcome &o)
{
    if (o.processes > 1 || o.done < 2 || o.threads > 0)
        return false;
    if (o.by_caller > 0)
        judge("SERIAL", "",
              the_call(c) + ": no worker was made, the caller did all the "
                            "tasks itself");
    else if (c.workers > 1)
        judge("SERIAL", "wait-in-fork-loop",
              the_call(c) +
                  ": one worker did all the tasks, before the next "
                  "one was there");
    return judged_already();
}

TEST(pool_map, every_task_once)
{
    hint_on("RACE", "ticket-taken-twice");
    Launch &run = meeting();
    check_races(run);
    Answer *a = judged_already() ? nullptr : run.need(0);
    if (a == nullptr)
        return;
    int64_t result = a->i64();
    a->i64(); // no other child was there
    std::vector<int64_t> out = a->i64s();
    int64_t done = a->i64();
    a->i64();
    int64_t twice = a->i64();
    if (twice > 0)
        return wrong("ticket-taken-twice",
                     "pool_map(2 workers, f, 12 inputs): f was called again "
                     "for " +
                         amount(twice, "input") +
                         " done already. Both workers were let between "
                         "reading and writing what they share at the same "
                         "time");
    if (result != 0 || done != 12 || untouched(out))
        wrong("", say("pool_map(2 workers, f, 12 inputs): it returned %lld "
                      "with %lld tasks done",
                      (long long)result, (long long)done));
}

TEST(pool_map, workers_take_tasks_when_free)
{
    for (size_t i = 0; i < first_death; i++) {
        const Case &c = cases[i];
        Outcome o;
        if (c.trick != ONE_WAITS)
            continue;
        if (!outcome(i, o) || serial(c, o))
            return;
        if (o.undone == 0)
            continue;
        bool share = o.undone <= (c.tasks + c.workers - 1) / c.workers;
        return wrong(
            share ? "dealt-in-advance" : "lockstep-rounds",
            the_call(c) + ": while the first task took long, " +
                amount(o.undone, "other task") + " waited, although " +
                amount(c.workers - 1, "worker") + " had nothing to do");
    }
}

TEST(pool_map, workers_run_together)
{
    for (size_t i = 0; i < first_death; i++) {
        const Case &c = cases[i];
        Outcome o;
        if (!outcome(i, o))
            return;
        if ((c.trick == ALL_MEET || o.by_caller > 0) && serial(c, o))
            return;
        if (c.trick == ALL_MEET && o.most_inside < 2)
            return judge("SERIAL", "wait-in-fork-loop",
                         the_call(c) + ": no two workers were ever at work "
                                       "at the same time");
        if (o.by_caller > 0)
            return wrong("", the_call(c) + ": " +
                                 amount(o.by_caller, "task") +
                                 " ran in the caller's own process; if f "
                                 "calls abort there, the caller dies");
    }
}

TEST(pool_map, a_dead_worker_gives_minus_one)
{
    for (size_t i = first_death; i < many; i++) {
        const Case &c = cases[i];
        Outcome o;
        if (!outcome(i, o) || (o.by_caller > 0 && serial(c, o)))
            return;
        if (o.result != -1)
            return wrong("dead-worker-ignored",
                         the_call(c) +
                             say(", where f called %s for one input: "
                                 "expected -1, got %lld",
                                 c.trick == ABORTS ? "abort" : "_exit(3)",
                                 (long long)o.result));
    }
}

TEST(pool_map, bad_arguments)
{
    for (size_t i = first_bad; i < cases.size(); i++) {
        Outcome o;
        if (!outcome(i, o))
            return;
        if (o.result != -1)
            return wrong("bad-arguments",
                         say("nworkers = %d must give -1, got %lld",
                             cases[i].workers, (long long)o.result));
    }
}

TEST(pool_map, leaves_nothing_behind)
{
    hint_on("ZOMBIE", "never-reaped");
    hint_on("ORPHAN", "never-reaped");
    hint_on("LEAK", "pipe-left-open");
    check_leftovers(plain());
}

TEST(pool_map, memory)
{
    hint_on("LEAK", "pipe-left-open");
    check_memory(checked());
}

Failures &
failures()
{
    static Failures all(
        {{REFUSED, 0, "when no worker can be made"},
         {REFUSED, 1, "when the second worker cannot be made"},
         {NO_DESCRIPTOR, 0, "when no descriptor is left"},
         {NO_DESCRIPTOR, 5, "when five descriptors are left"},
         {ELDER, 0, "when the caller has another child, which has ended"}},
        [](const Failure &f) {
            return Question()
                   << 3 << 10 << 1 << NONE << 0 << f.what << f.which;
        });
    return all;
}

TEST(pool_map, when_something_fails)
{
    failures().check(
        [](const Failure &) { return the_call({3, 10, NONE, 0, 1, {}}); },
        [](const Failure &) { return 0; });
}

} // namespace
