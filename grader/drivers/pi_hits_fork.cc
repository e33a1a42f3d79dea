// pi_hits_fork.cc - the same hits for every number of children, thrown by
// children that run together, with nothing left behind.
#include "driver_hits.h"

using namespace hits;

namespace
{

Failures &
failures()
{
    static Failures all = failures_of({
    {REFUSED, 0, "when no child can be made"},
    {REFUSED, 2, "when the third child cannot be made"},
    {DIES, 1, "when the second child is killed before it throws"},
    {NO_DESCRIPTOR, 0, "when no descriptor is left"},
    {NO_DESCRIPTOR, 3, "when three descriptors are left"},
    {ELDER, 0, "when the caller has another child, which has ended"}});
    return all;
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
                         amount(born, "process", "processes") +
                             say(" were made for nproc = %d: a child went "
                                 "on forking",
                                 c.workers));
        if (got == want)
            continue;
        show(say("pi_hits_fork(%llu, %lld, %d)", (unsigned long long)c.seed,
                 (long long)c.n, c.workers),
             want, got);
        HitsMistake m = hits_mistake(work, c.seed, c.n, c.workers, got);
        return wrong(m.hint, say("pi_hits_fork(%llu, %lld, %d): expected "
                                 "%s, got %lld%s",
                                 (unsigned long long)c.seed, (long long)c.n,
                                 c.workers, amount(want, "hit").c_str(),
                                 (long long)got, m.words.c_str()));
    }
    check_many_hits("pi_hits_fork");
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

TEST(pi_hits_fork, when_something_fails)
{
    check_failures(failures(), "pi_hits_fork");
}

} // namespace
