// driver_checks.cc - the checks that every exercise has: what the call left
// behind, what it printed, and what the sanitizers saw.
#include "driver.h"

static std::string
hint(const std::string &what)
{
    const std::string *found = hint_for(what);
    return found == nullptr ? "" : *found;
}

static bool
leak_kind(const std::string &kind)
{
    return kind != "child" && kind != "zombie" && kind != "thread";
}

// The harness prints "[case 3]" once a case into a buffered stdout; the
// learner's code prints nothing.
static void
check_output(const Launch &run)
{
    std::map<std::string, int> lines;
    std::string rest = run.out;
    while (!rest.empty()) {
        std::string line = rest.substr(0, rest.find('\n'));
        rest =
            line.size() < rest.size() ? rest.substr(line.size() + 1) : "";
        bool ours = run.np == 0 && line.rfind("[case ", 0) == 0;
        if (!ours)
            return judge("WRONG", "writes-to-stdout",
                         "it wrote to stdout, which the contract does not "
                         "ask for: " +
                             line.substr(0, 200),
                         "writes to stdout");
        if (++lines[line] > 1)
            return judge(
                "WRONG", "exit-flushes-twice",
                "text that the caller had buffered in stdout came "
                "out twice: a child flushed its copy of the buffer "
                "when it ended",
                "text came out twice");
    }
}

void
check_leftovers(const Launch &run)
{
    if (run.stray)
        return judge("WRONG", "child-returns",
                     "the child returned from your function, so two "
                     "processes went on with the caller's program",
                     "the child came back");
    static const char *const order[] = {"child", "thread", "zombie",
                                        "message", ""};
    if (!run.verdict.empty() && run.verdict != "WRONG") {
        judge(run.verdict.c_str(), hint(run.verdict),
              run.evidence + run.occasion(run.last_started), run.detail);
        return;
    }
    if (run.changed_send() >= 0)
        judge("WRONG", "sends-what-changes",
              say("the buffer of a send was changed on rank %d before the "
                  "send was complete; what is sent depends on luck",
                  run.changed_send()),
              "send buffer");
    for (const char *kind : order)
        for (const Leftover &l : run.left) {
            if (l.kind != kind && !(*kind == '\0' && leak_kind(l.kind)))
                continue;
            std::string what = l.kind;
            for (char &c : what)
                c = c == '-' ? ' ' : c;
            const char *verdict = leak_kind(l.kind)    ? "LEAK"
                                  : l.kind == "zombie" ? "ZOMBIE"
                                                       : "ORPHAN";
            std::string who = run.np > 0 ? say(" on rank %d", l.rank) : "";
            // Of this kind only, or of all, or for when something fails.
            bool early = run.when.count(l.index) > 0 &&
                         l.text.find("not waited for") != 0;
            const std::string *own =
                hint_for(early ? "on failure" : l.kind);
            bool waits = l.kind == "MPI-request" && hint(verdict).empty();
            bool window = l.kind == "MPI-window";
            judge(verdict,
                  own != nullptr ? *own
                  : waits        ? "never-waits"
                  : window       ? "keeps-its-window"
                                 : hint(verdict),
                  say("after the call there %s %lld %s%s more than before"
                      "%s (%s)",
                      l.count == 1 ? "was" : "were", (long long)l.count,
                      what.c_str(), l.count == 1 ? "" : "s", who.c_str(),
                      l.text.c_str()) +
                      run.occasion(l.index),
                  what);
        }
    check_output(run);
}

// A checker that was not allowed to see the whole run has found nothing
// out: whatever cut the run short decides.
static void
check_sanitizer(Launch &run)
{
    if (!run.verdict.empty())
        judge(run.verdict.c_str(), hint(run.verdict), run.evidence,
              run.detail);
}

void
check_memory(Launch &run)
{
    check_sanitizer(run);
}

void
check_races(Launch &run)
{
    check_sanitizer(run);
}
