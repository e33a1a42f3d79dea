// pi_hits_threads.cc - the same hits for every number of threads, thrown by
// threads that run together, with no race and nothing left behind.
#include "driver_darts.h"

namespace {

struct Case {
    uint64_t seed;
    int64_t n;
    int threads;
};
std::vector<Case> cases;
std::vector<Question> questions;
size_t bad_case;

void
make_questions()
{
    for (int threads = 1; threads <= 7; threads++)
        for (int64_t n : {0, 1, 3, 7, 1000, 1001, 10007})
            cases.push_back({(uint64_t)random_between(0, 1 << 30), n,
                             threads});
    for (const Case &c : cases)
        questions.push_back(Question()
                            << (int64_t)c.seed << c.n << c.threads);
    bad_case = questions.size();
    for (auto bad : {std::pair<int64_t, int>{-1, 2}, {10, 0}, {10, -3}})
        questions.push_back(Question() << 1 << bad.first << bad.second);
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
        if (got != want)
            return wrong(hits_mistake(c.seed, c.n, c.threads, got),
                         say("pi_hits_threads(%llu, %lld, %d): expected "
                             "%lld hits, got %lld",
                             (unsigned long long)c.seed, (long long)c.n,
                             c.threads, (long long)want, (long long)got));
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
        check_work(take_work(*a), cases[i].seed, cases[i].n,
                   cases[i].threads, "thread");
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

TEST(pi_hits_threads, no_race)
{
    check_races(run_of("tsan"));
}

TEST(pi_hits_threads, memory_and_leftovers)
{
    check_memory(run_of("asan"));
    check_leftovers(run_of("plain"));
}

} // namespace
