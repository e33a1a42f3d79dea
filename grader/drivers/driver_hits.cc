// driver_hits.cc - see driver_hits.h
#include "driver_hits.h"

namespace hits
{

std::vector<Case> cases;
std::vector<Question> questions;
size_t bad_case;
static const int failing_seed = 1;

// Few cases let the workers meet: one that cannot take place costs time.
static void
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
                                       << c.workers << c.how << 0 << 0);
    bad_case = questions.size();
    for (auto bad : {std::pair<int64_t, int>{-1, 2}, {10, 0}, {10, -3}})
        questions.push_back(Question()
                            << 1 << bad.first << bad.second << NOT_MEETING
                            << 0 << 0);
}

Planned
plan_of(const char *build)
{
    if (questions.empty())
        make_questions();
    Planned p = {build, questions};
    if (build != std::string("plain")) // where no time is measured
        p.questions[bad_case - 1] = p.questions[0];
    return p;
}

Launch &
run_of(const char *build)
{
    static std::map<std::string, Launch> runs;
    auto found = runs.find(build);
    if (found == runs.end())
        found = runs.emplace(build,
                             run_probe(build, 0, plan_of(build).questions))
                    .first;
    return found->second;
}

void
check_many_hits(const char *function)
{
    enum { PRETENDED = 3 };
    const int64_t n = random_between(30000000000, 40000000000);
    Answer *first = run_of("plain").need(0);
    if (judged_already() || first == nullptr || first->seen.calls.empty())
        return; // who does not call pi_hits would throw them
    Launch run = run_probe(
        "plain", 0, {Question() << 1 << n << 3 << PRETENDED << 0 << 0});
    if (!run.verdict.empty() || run.answers[0].empty())
        return;
    int64_t got = run.need(0)->i64(), want = pretended_hits(0, n);
    std::string call = say("%s(1, %lld, 3)", function, (long long)n);
    show(call, want, got);
    if (got != want)
        wrong((int32_t)got == (int32_t)want ? "int-hits" : "",
              call + say(": expected %lld hits, got %lld%s",
                         (long long)want, (long long)got,
                         (int32_t)got == (int32_t)want
                             ? ": the lowest 32 bits are right and the "
                               "others are not"
                             : ""));
}

Failures
failures_of(std::vector<Failure> list)
{
    return Failures(std::move(list), [](const Failure &f) {
        return Question() << failing_seed << 1000 << 4 << NOT_MEETING
                          << f.what << f.which;
    });
}

void
check_failures(Failures &failures, const char *function)
{
    failures.check(
        [&](const Failure &) {
            return say("%s(%d, 1000, 4)", function, failing_seed);
        },
        [](const Failure &) { return true_hits(failing_seed, 0, 1000); });
}

} // namespace hits
