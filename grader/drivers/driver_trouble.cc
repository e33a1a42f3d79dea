// driver_trouble.cc - see driver_trouble.h
#include "driver_trouble.h"

// Of processor time: enough for calls that have little to do.
constexpr double SECONDS = 2;

Planned
Failures::plan(const char *build) const
{
    Planned p = {build, {}, SECONDS};
    for (const Failure &f : list_)
        p.questions.push_back(ask_(f));
    return p;
}

Launch &
Failures::launch(const char *build)
{
    auto found = runs_.find(build);
    if (found != runs_.end())
        return found->second;
    Launch &run =
        runs_
            .emplace(build,
                     run_probe(build, 0, plan(build).questions, SECONDS))
            .first->second;
    for (size_t i = 0; i < list_.size(); i++)
        run.when[(int)i] = list_[i].words;
    return run;
}

static void
judge_result(const Seen &seen, const Failure &f, const std::string &call,
             int64_t want, int64_t got, bool alone)
{
    std::string what = call + " " + f.words;
    if (f.what == ELDER && !alone)
        return wrong("waits-for-any-child",
                     what + ": it waited for that child, which it had not "
                            "made");
    bool nothing_failed = f.what == ELDER || f.what == ENDS_LATE;
    bool no_need = f.what == NO_DESCRIPTOR ||
                   (f.what == REFUSED && seen.refused == 0) ||
                   (f.what == DIES && seen.born <= f.which);
    int64_t right = nothing_failed ? want : -1;
    if (got == right || (no_need && got == want))
        return;
    show(what, right, got);
    wrong(nothing_failed   ? ""
          : f.what == DIES ? "dead-child-ignored"
                           : "failure-ignored",
          what + say(": expected %lld, got %lld", (long long)right,
                     (long long)got));
}

// The run did not come to the end of this failure.
bool
Failures::judge_end(const Launch &run, const std::string &call)
{
    const char *words = run.verdict == "CRASH"      ? "it crashed"
                        : run.verdict == "DEADLOCK" ? "it hung"
                        : run.verdict == "TLE"      ? "it did not end"
                                                    : nullptr;
    if (words == nullptr)
        return false;
    size_t at = (size_t)std::max(run.last_started, 0);
    wrong(list_[at].what == DIES ? "dead-child-ignored" : "failure-ignored",
          call + " " + list_[at].words + ": " + words + " (" +
              run.evidence + ")");
    return true;
}

void
Failures::check(const std::function<std::string(const Failure &)> &call,
                const std::function<int64_t(const Failure &)> &want)
{
    const FirstFault &before = fault_so_far();
    if (!before.verdict.empty())
        return judge(before.verdict.c_str(), before.hint, before.evidence,
                     before.detail);
    Launch &run = launch("plain");
    for (size_t i = 0; i < list_.size() && !judged_already(); i++) {
        const Failure &f = list_[i];
        bool there = run.answers[0].count((int)i) > 0;
        if (!there && judge_end(run, call(f)))
            return;
        Answer *a = run.need((int)i);
        if (a == nullptr)
            return;
        int64_t got = a->i64();
        judge_result(a->seen, f, call(f), want(f), got, a->i64() != 0);
    }
    check_leftovers();
}

void
Failures::check_leftovers()
{
    hint_on("on failure", "early-way-out");
    if (!judged_already())
        ::check_leftovers(launch("plain"));
    Launch &checked = launch("asan");
    if (!judged_already() && checked.verdict == "LEAK")
        judge("LEAK", "early-way-out",
              checked.evidence + ", when something had failed", "memory");
}
