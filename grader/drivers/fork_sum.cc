// fork_sum.cc - right sums of any length, one child, nothing left behind.
#include "driver.h"

#include <algorithm>
#include <numeric>

namespace
{

std::vector<std::vector<int64_t>> inputs;
std::vector<Question> questions;

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
    for (size_t n : {7, 1024}) {
        std::vector<int64_t> v(n);
        for (int64_t &x : v)
            x = random_between(INT32_MIN, INT32_MAX);
        inputs.push_back(v);
    }
    for (size_t i = 0; i < inputs.size(); i++)
        questions.push_back(Question() << (i < 2) << inputs[i]);
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
        show(say("%zu numbers", v.size()), say("%lld", (long long)want),
             say("%lld", (long long)got));
        return wrong(known, say("the sum of %zu numbers: expected %lld, "
                                "got %lld%s",
                                v.size(), (long long)want, (long long)got,
                                why(known).c_str()));
    }
}

TEST(fork_sum, a_child_adds_one_half)
{
    Launch &run = run_of("plain");
    for (size_t i = 0; i < inputs.size(); i++) {
        Answer *a = run.need((int)i);
        if (!a)
            return;
        a->i64();
        if (inputs[i].size() > 1 && a->i64() == 0)
            return judge("SERIAL", "no-child",
                         say("no child was made to add %zu numbers",
                             inputs[i].size()));
    }
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

} // namespace
