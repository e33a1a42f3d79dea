// driver_trouble.cc - see driver_trouble.h
#include "driver_trouble.h"

void
hint_on_failures(const Launch &run, size_t first)
{
    if (run.verdict.empty() || run.last_started < (int)first)
        return;
    hint_on("CRASH", "failure-ignored");
    hint_on("DEADLOCK", "failure-ignored");
}

// Who never waits for a child cannot know that it died, and hears of that.
static bool
waits_for_children(const Launch &run)
{
    for (const Leftover &l : run.left)
        if (run.when.count(l.index) == 0 &&
            (l.kind == "zombie" || l.kind == "child"))
            return false;
    return true;
}

void
check_failure(const Launch &run, const Seen &seen, const Failure &f,
              const std::string &call, int64_t want, int64_t got,
              bool alone)
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
    if (f.what == DIES && !waits_for_children(run))
        return;
    if (got == (nothing_failed ? want : -1) || (no_need && got == want))
        return;
    show(what, nothing_failed ? want : -1, got);
    wrong(nothing_failed   ? ""
          : f.what == DIES ? "dead-child-ignored"
                           : "failure-ignored",
          what + say(": expected %lld, got %lld",
                     (long long)(nothing_failed ? want : -1),
                     (long long)got));
}
