// fork_sum.cc - right sums of any length, one child, nothing left behind.
#include "driver_trouble.h"

#include <algorithm>
#include <numeric>

namespace
{

std::vector<std::vector<int64_t>> inputs;
std::vector<Question> questions;
size_t watched; // the question whose pages are watched

// Positive numbers first: they tell a sum that was cut off from one that
// was not.  The child is held back in a few cases only, to save time.
void
make_questions()
{
    for (size_t n : {8, 5, 0, 1, 2, 3, 4, 33, 1000, 4001}) {
        std::vector<int64_t> v(n);
        for (int64_t &x : v)
            x = random_between(INT32_MAX / 2, INT32_MAX);
        inputs.push_back(v);
    }
    for (size_t n : {7, 8192}) {
        std::vector<int64_t> v(n);
        for (int64_t &x : v)
            x = random_between(INT32_MIN, INT32_MAX);
        inputs.push_back(v);
    }
    watched = inputs.size() - 1;
    for (size_t i = 0; i < inputs.size(); i++)
        questions.push_back(Question()
                            << (i < 2 || i == watched) << (i == watched) << inputs[i] << 0
                            << 0);
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
         {DIES, 0, "when the child is killed before it adds"},
         {NO_DESCRIPTOR, 0, "when no descriptor is left"},
         {NO_DESCRIPTOR, 1,
          "when one descriptor is left, too few for a pipe"},
         {ELDER, 0, "when the caller has another child, which has ended"}},
        [](const Failure &f) {
            return Question() << 0 << 0 << inputs[0] << f.what << f.which;
        });
    return all;
}

// Which well-known mistake gives this sum?
std::string
mistake(const std::vector<int64_t> &v, int64_t got)
{
    auto half = v.begin() + (long)(v.size() / 2);
    int64_t lower = std::accumulate(v.begin(), half, INT64_C(0));
    int64_t upper = std::accumulate(half, v.end(), INT64_C(0));
    if (got == lower || got == upper)
        return "result-by-variable";
    if (got == lower + (upper & 0xff) || got == upper + (lower & 0xff))
        return "sum-as-exit-status";
    if (v.size() % 2 == 1 && got == lower + upper - v.back())
        return "odd-item-lost";
    if ((int32_t)got == (int32_t)(lower + upper))
        return "four-byte-sum";
    return "";
}

// What the sum in the answer tells of the way it was made.
std::string
why(const std::string &known)
{
    if (known == "result-by-variable")
        return ": that is the caller's own half alone";
    if (known == "sum-as-exit-status")
        return ": of the child's half only the lowest eight bits arrived";
    if (known == "odd-item-lost")
        return ": the last number is missing";
    if (known == "four-byte-sum")
        return ": the lowest 32 bits are right and the others are not";
    return "";
}

TEST(fork_sum, sums)
{
    hint_on("DEADLOCK", "write-end-left-open");
    Launch &run = run_of("plain");
    check_leftovers(run.stray ? run
                              : Launch()); // says it better than a sum
    for (size_t i = 0; i < inputs.size(); i++) {
        Answer *a = run.need((int)i);
        if (!a)
            return;
        const auto &v = inputs[i];
        int64_t want = std::accumulate(v.begin(), v.end(), INT64_C(0));
        int64_t got = a->i64();
        if (got == want)
            continue;
        std::string known = mistake(v, got);
        show(amount((int64_t)v.size(), "number"),
             say("%lld", (long long)want), say("%lld", (long long)got));
        return wrong(known,
                     "the sum of " + amount((int64_t)v.size(), "number") +
                         say(": expected %lld, got %lld", (long long)want,
                             (long long)got) +
                         why(known));
    }
}

// Who read which half?  Each lies in memory pages of its own, and a process
// has a page in its page table only when it has touched it.
void
check_pages(const Seen &seen)
{
    if (seen.workers.empty() || seen.workers[0].low < 0)
        return judge("INCONCLUSIVE", "",
                     "this machine does not let the grader see which "
                     "memory pages a process has touched");
    if (seen.at_wait == 0)
        return judge("SERIAL", "waits-before-adding",
                     say("the caller waited for the child before it had "
                         "looked at any number of its own half: the halves "
                         "were added one after the other (%zu numbers, seen "
                         "by the memory pages it touched)",
                         inputs[watched].size()));
    if (seen.workers[0].low == 0 || seen.workers[0].high == 0)
        return; // the sum is right, so somebody else read the other half
    bool helped = false;
    for (size_t i = 1; i < seen.workers.size(); i++)
        helped = helped || seen.workers[i].low + seen.workers[i].high > 0;
    judge("SERIAL", "no-child",
          say("a child was made%s, but the caller itself read the numbers "
              "of both halves (%zu numbers, seen by the memory pages it "
              "touched)",
              helped ? "" : " and read none of the numbers",
              inputs[watched].size()));
}

TEST(fork_sum, a_child_adds_one_half)
{
    Launch &run = run_of("plain");
    for (size_t i = 0; i < inputs.size(); i++) {
        Answer *a = run.need((int)i);
        if (!a)
            return;
        if (inputs[i].size() > 1 && a->seen.born == 0)
            return judge("SERIAL", "no-child",
                         say("no child was made to add %zu numbers",
                             inputs[i].size()));
    }
    if (Answer *a = run.need((int)watched))
        check_pages(a->seen);
}

TEST(fork_sum, leaves_nothing_behind)
{
    hint_on("ZOMBIE", "never-reaped");
    hint_on("LEAK", "pipe-left-open");
    hint_on("DEADLOCK", "write-end-left-open");
    check_leftovers(run_of("plain"));
}

TEST(fork_sum, memory)
{
    check_memory(run_of("asan"));
}

TEST(fork_sum, when_something_fails)
{
    failures().check(
        [](const Failure &) { return "the sum of 8 numbers"; },
        [](const Failure &) {
            return std::accumulate(inputs[0].begin(), inputs[0].end(),
                                   INT64_C(0));
        });
}

} // namespace
