// farm.cc - results at their places, each task done once and by a worker,
// and the next task to whoever is free: while one task waits for all the
// others, these must get done.
#include "driver_mpi.h"

#include <regex>
#include <algorithm>

namespace
{

enum { FEW, MANY, NONE, SOME, NO_FUNCTION, NEGATIVE, INPUTS };

struct Input {
    int64_t tasks, salt;
};
std::vector<Input> inputs;

void
fill(Question &q, const Input &in, int64_t slow, bool null)
{
    q << in.tasks << in.salt << slow << (int)null;
}

Battery &
battery()
{
    static Battery b;
    if (!inputs.empty())
        return b;
    inputs.resize(INPUTS);
    for (Input &in : inputs)
        in = {random_between(9, 20), random_between(1, 99999)};
    inputs[FEW].tasks = 2;
    inputs[NONE].tasks = 0;
    inputs[SOME] = {1, random_between(100000, 999999)}; // squares: 64 bits
    inputs[NEGATIVE].tasks = -random_between(1, 9);
    for (int id : {MANY, FEW, SOME, NONE, NO_FUNCTION, NEGATIVE})
        b.add(id, [id](Question &q) {
            fill(q, inputs[(size_t)id], -1, id == NO_FUNCTION);
        });
    return b;
}

std::string
the_call(int np, const MpiCase &c)
{
    return "farm(" + amount(inputs[(size_t)c.id].tasks, "task") + ") " +
           where(np, c) + ": ";
}

int64_t
value_of(const Input &in, int half, int64_t i)
{
    int64_t x = i + in.salt + 1000 * half;
    return x * x + 1;
}

std::vector<int64_t>
right_values(const Input &in, int half)
{
    std::vector<int64_t> v;
    for (int64_t i = 0; i < in.tasks; i++)
        v.push_back(value_of(in, half, i));
    return v;
}

// Which well-known mistake leaves these results?
std::string
mistake(std::vector<int64_t> got, std::vector<int64_t> want, int size)
{
    size_t right = 0;
    bool narrow = true;
    for (size_t i = 0; i < want.size() && i < got.size(); i++) {
        right += got[i] == want[i];
        narrow = narrow && (uint32_t)got[i] == (uint32_t)want[i];
    }
    if (narrow)
        return "keeps-32-bits";
    if (size == 1 && right == 0)
        return "nobody-works-alone";
    std::sort(got.begin(), got.end());
    std::sort(want.begin(), want.end());
    if (got == want)
        return "completion-order";
    return "";
}

struct Did {
    int64_t result;
    std::vector<int64_t> results, tasks;
};

Did
did(Answer &a)
{
    Did d;
    d.result = a.i64();
    d.results = a.i64s();
    d.tasks = a.i64s();
    return d;
}

// What the ranks of one communicator did: `all` in its order.
void
check_tasks(const std::vector<Did> &all, const Input &in,
            const std::string &words)
{
    std::map<int64_t, int> times;
    for (size_t r = 0; r < all.size(); r++)
        for (int64_t t : all[r].tasks)
            times[t]++;
    if (all.size() > 1 && !all[0].tasks.empty()) {
        if ((int64_t)all[0].tasks.size() >= in.tasks)
            return judge("SERIAL", "",
                         words + "rank 0 did all the tasks itself");
        return wrong("rank-0-works-too",
                     words + say("rank 0 did %zu of the tasks itself",
                                 all[0].tasks.size()));
    }
    for (const auto &[task, n] : times) {
        if (task < 0 || task >= in.tasks)
            return wrong("asks-for-no-task",
                         words + say("f(%lld) was called; the tasks are 0 "
                                     "to %lld",
                                     (long long)task,
                                     (long long)in.tasks - 1));
        if (n > 1)
            return wrong("", words + say("f(%lld) was called %d times",
                                         (long long)task, n));
    }
}

void
check_half(int np, const MpiCase &c, const std::vector<Answer *> &answers,
           int first)
{
    const Input &in = inputs[(size_t)c.id];
    int size = shape_size(c.shape, np, first);
    std::vector<Did> all((size_t)size);
    for (int w = 0; w < np; w++)
        if (c.shape == SELF
                ? w == first
                : shape_half(c.shape, w) == shape_half(c.shape, first))
            all[(size_t)shape_rank(c.shape, np, w)] =
                did(*answers[(size_t)w]);
    std::string words = the_call(np, c);
    bool bad = c.id == NO_FUNCTION || c.id == NEGATIVE;
    for (int r = 0; r < size; r++)
        if (all[(size_t)r].result != (bad ? -1 : 0))
            return wrong(bad ? "accepts-bad-arguments" : "",
                         words + say("rank %d must return %d, got %lld", r,
                                     bad ? -1 : 0,
                                     (long long)all[(size_t)r].result));
    if (bad)
        return;
    check_tasks(all, in, words);
    std::vector<int64_t> want =
        right_values(in, shape_half(c.shape, first));
    if (all[0].results == want || judged_already())
        return;
    show("the results", numbers(want), numbers(all[0].results));
    wrong(mistake(all[0].results, want, size),
          words + "results of rank 0 are not f(0), f(1), ...");
}

void
check(const char *build, std::vector<int> ids)
{
    battery().for_each_case(
        build, [&](int np, const MpiCase &c,
                   const std::vector<Answer *> &answers) {
            if (std::find(ids.begin(), ids.end(), c.id) == ids.end())
                return;
            for (Answer *a : answers)
                a->rewind();
            int firsts = c.shape == SELF                 ? np
                         : c.shape == ODD_EVEN && np > 1 ? 2
                                                         : 1;
            for (int first = 0; first < firsts && !judged_already();
                 first++)
                check_half(np, c, answers, first);
        });
}

// A hang where there are fewer tasks than workers, but not before, is
// known; so is one on a part of the world only.
const char *
hang_hint()
{
    static const int order[] = {MANY, FEW, SOME, NONE};
    for (int np : {4, 3, 5, 2}) {
        Launch &run = battery().launch("plain", np);
        if (run.verdict != "DEADLOCK" || run.last_started < 0)
            continue;
        int at = run.last_started, shape = at % SHAPES;
        int id = at / SHAPES / SEND_MODES;
        if (shape > DUPLICATE && id == 0)
            return "uses-world";
        if (id > 3)
            return "accepts-bad-arguments";
        bool busy =
            run.evidence.find("rank 0 is in MPI_") != std::string::npos;
        bool left = std::regex_search(
            run.evidence,
            std::regex("rank 0 is in MPI_Recv.*rank \\d+ has returned"));
        if (order[id] == MANY && left) // before the first task was done
            return "takes-a-task-for-the-end";
        return order[id] == MANY ? busy ? "" : "no-stop-message"
                                 : "fewer-tasks-than-workers";
    }
    return battery().launch("plain", 1).verdict == "DEADLOCK"
               ? "nobody-works-alone"
               : "";
}

void
hints()
{
    hint_on("DEADLOCK", hang_hint());
    for (int np : {2, 3}) { // another rank 0 than comm's has no results
        Launch &run = battery().launch("plain", np);
        if (run.verdict == "CRASH" && run.last_started >= 0)
            hint_on("CRASH", run.last_started % SHAPES > DUPLICATE
                                 ? "uses-world"
                                 : "");
    }
    hint_on("message", "leaves-a-message");
}

TEST(farm, results_at_their_places)
{
    hints();
    check("plain", {MANY});
}

TEST(farm, fewer_tasks_than_workers)
{
    hints();
    check("plain", {FEW, SOME, NONE});
}

// f(0) returns when all other tasks are done.  What waits for its result
// before it goes on can never be done.
TEST(farm, next_task_to_whoever_is_free)
{
    hints();
    battery();
    for (int np : {3, 5}) {
        Input in = {random_between(9, 15), random_between(1, 999)};
        for (int sends : {PLAIN, SYNCHRONOUS}) {
            Question q;
            q << WORLD << sends;
            fill(q, in, 0, false);
            Launch run = run_probe("plain", np, {q});
            std::string words =
                say("farm(%lld tasks) with %d ranks, where f(0) takes "
                    "until the others are done: ",
                    (long long)in.tasks, np);
            size_t at = run.evidence.find("is in f(0): ");
            if (run.evidence.find("rank 0 is in f(0)") != std::string::npos)
                return judge("SERIAL", "",
                             words + "rank 0 did it itself, and nobody "
                                     "else did anything");
            if (run.verdict == "DEADLOCK" && at != std::string::npos) {
                int done = atoi(run.evidence.c_str() + at + 12);
                bool dealt = done >= in.tasks / 2 - 1 && np == 3;
                return wrong(dealt ? "dealt-in-advance" : "waits-in-turn",
                             words +
                                 say("only %d of %lld were done, then ",
                                     done, (long long)in.tasks - 1) +
                                 run.evidence);
            }
            Answer *a = run.need(0, 0);
            if (a == nullptr)
                return;
            Did d = did(*a);
            std::vector<int64_t> want = right_values(in, 0);
            show("the results", numbers(want), numbers(d.results));
            if (d.results != want)
                return wrong(mistake(d.results, want, np),
                             words + "results of rank 0 are not f(0), "
                                     "f(1), ...");
        }
    }
}

TEST(farm, bad_arguments)
{
    hints();
    check("plain", {NO_FUNCTION, NEGATIVE});
}

TEST(farm, with_mpich)
{
    hints();
    check("mpich", {MANY, FEW, SOME, NONE, NO_FUNCTION, NEGATIVE});
}

TEST(farm, memory_and_leftovers)
{
    hints();
    battery().check_memory();
    battery().check_leftovers();
}

} // namespace
