// fork_sum.cc - right sums of any length, one child, nothing left behind.
#include "driver.h"

#include <algorithm>
#include <numeric>

namespace {

std::vector<std::vector<int64_t>> inputs;
std::vector<Question> questions;
size_t bad_case;

void
make_questions()
{
    inputs.push_back({});
    for (size_t n : {1, 2, 3, 4, 5, 8, 33, 1000, 20001}) {
        std::vector<int64_t> v;
        for (size_t i = 0; i < n; i++)
            v.push_back(random_between(1, INT32_MAX)); // sums pass 2^31
        inputs.push_back(v);
        for (int64_t &x : v)
            x = random_between(INT32_MIN, -1);
        inputs.push_back(v);
    }
    for (const auto &v : inputs)
        questions.push_back(Question() << 0 << v);
    bad_case = questions.size();
    questions.push_back(Question() << 1 << std::vector<int64_t>() << 5);
    questions.push_back(Question() << 1 << std::vector<int64_t>() << 0);
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
mistake(const std::vector<int64_t> &v, int64_t got)
{
    auto half = v.begin() + (long)(v.size() / 2);
    int64_t lower = std::accumulate(v.begin(), half, INT64_C(0));
    int64_t upper = std::accumulate(half, v.end(), INT64_C(0));
    if (got == lower + (upper & 0xff))
        return "sum-as-exit-status";
    if (v.size() % 2 == 1 && got == lower + upper - v.back())
        return "odd-item-lost";
    if (got == lower)
        return "result-by-variable";
    if (got == lower + (int32_t)upper || got == lower + (uint32_t)upper)
        return "four-byte-sum";
    return "";
}

TEST(fork_sum, sums)
{
    hint_on("DEADLOCK", "write-end-left-open");
    Launch &run = run_of("plain");
    check_leftovers(run.stray ? run : Launch()); // says it better than a sum
    for (size_t i = 0; i < inputs.size(); i++) {
        Answer *a = run.need((int)i);
        if (!a)
            return;
        const auto &v = inputs[i];
        int64_t want = std::accumulate(v.begin(), v.end(), INT64_C(0));
        int64_t got = a->i64();
        if (got != want)
            return wrong(mistake(v, got),
                         say("the sum of %zu numbers: expected %lld, got "
                             "%lld",
                             v.size(), (long long)want, (long long)got));
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

TEST(fork_sum, bad_arguments)
{
    Launch &run = run_of("plain");
    Answer *a = run.need((int)bad_case), *b = run.need((int)bad_case + 1);
    if (!a || !b)
        return;
    int64_t got = a->i64(), zero = b->i64();
    if (got != -1 || zero != 0)
        wrong("", say("fork_sum(NULL, 5) must give -1 and fork_sum(NULL, 0) "
                      "0; got %lld and %lld",
                      (long long)got, (long long)zero));
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
