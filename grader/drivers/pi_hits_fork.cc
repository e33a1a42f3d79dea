// pi_hits_fork.cc - the same hits for every number of children, thrown by
// children that run together, with nothing left behind.
#include "driver_darts.h"

namespace
{

struct Case {
    uint64_t seed;
    int64_t n;
    int workers;
    int how; // MEETING: the workers wait for each other
};
std::vector<Case> cases;
std::vector<Question> questions;
size_t bad_case;

// Few cases let the workers meet: one that cannot take place costs time.
void
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
                                       << c.workers << c.how);
    bad_case = questions.size();
    for (auto bad : {std::pair<int64_t, int>{-1, 2}, {10, 0}, {10, -3}})
        questions.push_back(Question()
                            << 1 << bad.first << bad.second
                            << NOT_MEETING);
}

Launch &
run_of(const char *build)
{
    static std::map<std::string, Launch> runs;
    if (questions.empty())
        make_questions();
    auto found = runs.find(build);
    if (found == runs.end()) {
        std::vector<Question> asked = questions;
        if (build != std::string("plain")) // where no time is measured
            asked[bad_case - 1] = asked[0];
        found = runs.emplace(build, run_probe(build, 0, asked)).first;
    }
    return found->second;
}

TEST(pi_hits_fork, same_hits_for_every_number_of_children)
{
    Launch &run = run_of("plain");
    check_leftovers(run.stray ? run : Launch());
    for (size_t i = 0; i < cases.size(); i++) {
        const Case &c = cases[i];
        Answer *a = run.need((int)i);
        if (!a)
            return;
        int64_t got = a->i64(), want = true_hits(c.seed, 0, c.n);
        const Seen &work = a->seen;
        int64_t born = work.born;
        if (born > c.workers)
            return wrong("child-keeps-forking",
                         say("%lld processes were made for nproc = %d: a "
                             "child went on forking",
                             (long long)born, c.workers));
        if (got == want)
            continue;
        HitsMistake m = hits_mistake(work, c.seed, c.n, c.workers, got);
        return wrong(m.hint, say("pi_hits_fork(%llu, %lld, %d): expected "
                                 "%lld hits, got %lld%s",
                                 (unsigned long long)c.seed, (long long)c.n,
                                 c.workers, (long long)want, (long long)got,
                                 m.words.c_str()));
    }
}

TEST(pi_hits_fork, children_share_the_work)
{
    Launch &run = run_of("plain");
    for (size_t i = 0; i < cases.size(); i++) {
        Answer *a = run.need((int)i);
        if (!a)
            return;
        if (cases[i].how == MEETING)
            check_work(a->seen, cases[i].n, cases[i].workers, "child");
    }
    check_shares(run.need((int)bad_case - 1), "child");
}

TEST(pi_hits_fork, bad_arguments)
{
    Launch &run = run_of("plain");
    for (size_t i = bad_case; i < questions.size(); i++) {
        Answer *a = run.need((int)i);
        if (!a)
            return;
        int64_t got = a->i64();
        if (got != -1)
            return wrong("bad-arguments",
                         say("n < 0 or nproc < 1 must give -1, got %lld",
                             (long long)got));
    }
}

TEST(pi_hits_fork, leaves_nothing_behind)
{
    hint_on("ZOMBIE", "never-reaped");
    hint_on("ORPHAN", "never-reaped");
    hint_on("LEAK", "pipe-left-open");
    check_leftovers(run_of("plain"));
}

TEST(pi_hits_fork, memory)
{
    check_memory(run_of("asan"));
}

} // namespace
