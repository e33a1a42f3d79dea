// driver_report.cc - see driver_report.h
#include "driver_report.h"

#include <csignal>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <sstream>
#include <unistd.h>

const std::string &probe_folder();

namespace
{

// --- sanitizer reports -------------------------------------------------

// The learner's own place in a report: the first FILE.c:LINE of their file.
// The probe's file has the same name, in another folder.
std::string
own_place(const std::string &report)
{
    std::string name = submission().substr(submission().rfind('/') + 1);
    size_t at = 0;
    for (; (at = report.find(name + ":", at)) != std::string::npos; at++) {
        size_t begin = report.find_last_of(" (\n", at) + 1;
        if (report.substr(begin, at - begin).find("grader/probes/") ==
            std::string::npos)
            break;
    }
    if (at == std::string::npos)
        return "";
    size_t end = at + name.size() + 1;
    while (end < report.size() && isdigit((unsigned char)report[end]))
        end++;
    return report.substr(at, end - at);
}

std::string
own_places(const std::string &report)
{
    std::string all, rest = report;
    for (int i = 0; i < 4; i++) {
        std::string place = own_place(rest);
        if (place.empty())
            break;
        if (all.find(place + ",") == std::string::npos &&
            all.find(place) == std::string::npos)
            all += (all.empty() ? "" : " and ") + place;
        rest = rest.substr(rest.find(place) + place.size());
    }
    return all;
}

// The learner's own calls in the first stack of a report, innermost first:
// "in add (fork_sum.c:12), called by fork_sum (fork_sum.c:30)".
std::string
own_frames(const std::string &report)
{
    enum { MOST = 5 };
    std::string all, last;
    size_t at = report.find("    #0 ");
    for (int n = 0; at != std::string::npos && n < MOST;) {
        size_t end = report.find('\n', at);
        std::string line = report.substr(at, end - at);
        size_t in = line.find(" in ");
        if (line.find('#') == std::string::npos)
            break; // the stack ends with an empty line
        at = end == std::string::npos ? end : end + 1;
        std::string place = own_place(line);
        if (place.empty() || in == std::string::npos)
            continue;
        std::string name = line.substr(in + 4);
        std::string frame =
            name.substr(0, name.find(' ')) + " (" + place + ")";
        if (frame == last)
            continue; // a recursion is one line
        all += (n++ == 0 ? "in " : ", called by ") + frame;
        last = frame;
    }
    return all;
}

// ThreadSanitizer's two accesses: of each only the innermost line of the
// learner's own, "who_sees.c:9 (write)".
std::string
access_places(const std::string &report)
{
    std::string all;
    size_t at = 0;
    for (int i = 0; i < 2; i++) {
        size_t of = report.find(" of size ", at);
        if (of == std::string::npos)
            break;
        size_t begin = report.rfind('\n', of) + 1;
        size_t end = report.find("\n\n", of);
        std::string head = report.substr(begin, of - begin);
        std::string place = own_place(report.substr(of, end - of));
        bool write = head.find("rite") != std::string::npos;
        if (!place.empty())
            all += (all.empty() ? "" : " and ") + place +
                   (write ? " (write)" : " (read)");
        at = of + 1;
    }
    return all;
}

std::string
line_with(const std::string &text, const std::string &word)
{
    size_t at = text.find(word);
    if (at == std::string::npos)
        return "";
    size_t begin = text.rfind('\n', at) + 1, end = text.find('\n', at);
    return text.substr(begin, end - begin);
}

struct Report {
    const char *mark, *verdict, *words;
};

// Most telling first.
const Report address_reports[] = {
    {"AddressSanitizer: stack-overflow", "CRASH",
     "stack overflow: the recursion does not end, or a local array is "
     "huge"},
    {"AddressSanitizer: SEGV", "CRASH",
     "segmentation fault: a pointer that points nowhere was used"},
    {"AddressSanitizer: FPE", "CRASH", "division by zero"},
    {"AddressSanitizer: heap-use-after-free", "MEMORY",
     "memory was used after free"},
    {"AddressSanitizer: heap-buffer-overflow", "MEMORY",
     "memory beyond an allocated block was touched"},
    {"AddressSanitizer: stack-buffer-overflow", "MEMORY",
     "memory beyond a local array was touched"},
    {"AddressSanitizer: global-buffer-overflow", "MEMORY",
     "memory beyond a global array was touched"},
    {"AddressSanitizer: stack-use-after", "MEMORY",
     "a local variable was used after its function had ended"},
    {"AddressSanitizer: requested allocation size", "MEMORY",
     "an allocation of an impossible size was asked for"},
    {"hard rss limit exhausted", "MLE", "it used too much memory"},
    {"ERROR: AddressSanitizer:", "MEMORY", "memory was misused"},
    {"null pointer", "CRASH", "a null pointer was used"},
    {"out of bounds", "MEMORY", "an array was used out of bounds"},
    {"misaligned address", "MEMORY", "a misaligned pointer was used"},
    {"signed integer overflow", "WRONG", "a signed number overflowed"},
    {"outside the range of representable", "WRONG",
     "a floating-point number did not fit the integer it became"},
    {"runtime error:", "WRONG", "undefined behaviour"},
    {"LeakSanitizer has encountered a fatal error", "INCONCLUSIVE",
     "the checker of leaks broke down (it does after some calls of MPI on "
     "windows), so nobody knows whether memory is lost"},
    {"LeakSanitizer", "LEAK", "allocated memory was never freed"},
};

// By the list of symbols that lies beside the probes.
bool
uses_windows()
{
    std::ifstream list(probe_folder() + "/symbols");
    std::stringstream all;
    all << list.rdbuf();
    return all.str().find("MPI_Win_") != std::string::npos;
}

} // namespace

bool
address_report(Launch &run)
{
    for (const Report &r : address_reports) {
        std::string line = line_with(run.err, r.mark);
        if (line.empty())
            continue;
        // Without windows it breaks down only where an answer took all.
        if (strcmp(r.verdict, "INCONCLUSIVE") == 0 && !uses_windows()) {
            set_verdict(run, "LEAK",
                        "after your code no thread could be started or no "
                        "file opened any more: the checker of leaks broke "
                        "down",
                        "memory");
            return true;
        }
        std::string from = run.err.substr(run.err.find(r.mark));
        run.frames = own_frames(from);
        if (strcmp(r.verdict, "WRONG") == 0 ||
            line.find("runtime error") != std::string::npos)
            from = line;
        std::string place = own_place(from);
        set_verdict(run, r.verdict,
                    std::string(r.words) +
                        (!run.frames.empty() ? ", " + run.frames
                         : place.empty()     ? ""
                                             : " at " + place),
                    strcmp(r.verdict, "LEAK") == 0 ? "memory" : "");
        return true;
    }
    return false;
}

bool
thread_report(Launch &run)
{
    size_t race = run.err.find("WARNING: ThreadSanitizer: data race");
    if (race != std::string::npos) {
        std::string from = run.err.substr(race);
        size_t end = from.find("\n==================");
        from = from.substr(0, end);
        std::string where = access_places(from);
        set_verdict(
            run, "RACE",
            "two threads touch the same memory at the same time, at "
            "least one of them writes, and nothing orders them" +
                (where.empty() ? "" : ": " + where));
        return true;
    }
    // The detector ends a crash with the status that it has for a race.
    for (const char *crash :
         {"ThreadSanitizer: SEGV", "ThreadSanitizer: BUS",
          "ThreadSanitizer: FPE", "ThreadSanitizer: stack-overflow"}) {
        size_t at = run.err.find(crash);
        if (at == std::string::npos)
            continue;
        std::string where = own_place(run.err.substr(at));
        bool deep = strstr(crash, "overflow") != nullptr;
        set_verdict(run, "CRASH",
                    std::string(deep ? "stack overflow: the recursion does "
                                       "not end, or a local array is huge"
                                : strstr(crash, "FPE")
                                    ? "division by zero"
                                    : "segmentation fault: a pointer that "
                                      "points nowhere was used") +
                        (where.empty() ? "" : " at " + where));
        return true;
    }
    if (run.err.find("ThreadSanitizer: lock-order-inversion") !=
        std::string::npos) {
        std::string where = own_places(run.err);
        set_verdict(
            run, "DEADLOCK",
            "two locks are taken in both orders, so two threads can "
            "wait for each other for ever" +
                (where.empty() ? "" : ": " + where),
            "potential");
        return true;
    }
    if (run.err.find("ThreadSanitizer: thread leak") != std::string::npos) {
        std::string where = own_place(run.err);
        set_verdict(
            run, "ORPHAN",
            "a thread was never joined" +
                (where.empty() ? "" : "; it was created at " + where),
            "thread");
        return true;
    }
    if (run.last_started < 0 && // later the learner's code may write this
        run.err.find("FATAL: ThreadSanitizer") != std::string::npos) {
        set_verdict(run, "GRADER_ERROR",
                    line_with(run.err, "FATAL: Thread"));
        return true;
    }
    return false;
}

namespace
{

// --- how the launch ended ----------------------------------------------

std::string
signal_words(int sig)
{
    switch (sig) {
    case SIGSEGV:
        return "segmentation fault (a pointer that points nowhere, or the "
               "stack is used up)";
    case SIGABRT:
        return "abort()";
    case SIGFPE:
        return "division by zero";
    case SIGBUS:
        return "bus error";
    case SIGPIPE:
        return "broken pipe (writing to a pipe that nobody reads)";
    case SIGKILL:
        return "it was killed (signal 9)";
    default:
        return say("signal %d", sig);
    }
}

// "mpirun noticed that process rank 1 with PID 0 on node x exited on signal
// 11 (Segmentation fault)." in fewer words.
std::string
rank_words(const std::string &banner)
{
    size_t rank = banner.find("process rank "),
           sig = banner.find("on signal ");
    if (rank == std::string::npos || sig == std::string::npos)
        return banner;
    return say("rank %d: ", atoi(banner.c_str() + rank + 13)) +
           signal_words(atoi(banner.c_str() + sig + 10));
}

// The library in which the crash was, from the stack that Open MPI prints:
// "[host:123] [ 1] /usr/lib/libmpi.so.40(MPI_Send+0x1c)[0x7f6]".  Frame 0
// is what returns from a signal.
std::string
library_words(const std::string &err)
{
    size_t at = err.find("*** Process received signal ***");
    at = at == std::string::npos ? at : err.find("] [ 1] /", at);
    if (at == std::string::npos)
        return "";
    size_t begin = at + strlen("] [ 1] ");
    std::string path =
        err.substr(begin, err.find_first_of("(\n", begin) - begin);
    std::string name = path.substr(path.rfind('/') + 1);
    return name.compare(0, 3, "lib") == 0 ? ", inside " + name : "";
}

// What the launcher or MPI said of a rank that ended before its time.
bool
rank_died(Launch &run, const std::string &in_case)
{
    std::string banner = line_with(run.err, "exited on signal");
    if (banner.empty())
        banner = line_with(run.err, "KILLED BY SIGNAL");
    if (!banner.empty()) {
        // On an idle machine the processor limit comes before the clock's.
        bool busy = run.err.find("CPU time limit") != std::string::npos;
        set_verdict(run, busy ? "TLE" : "CRASH",
                    busy ? banner + in_case
                         : rank_words(banner) + library_words(run.err) +
                               in_case,
                    "rank");
        return true;
    }
    for (const char *mark : {"*** MPI_ERR_", "MPI_ERR_", "Fatal error in",
                             "before MPI_INIT", "after MPI_FINALIZE",
                             "before initializing or after finalizing"}) {
        std::string error = line_with(run.err, mark);
        if (error.empty())
            continue;
        size_t stars = error.rfind("*** "); // behind host and process
        size_t begin = error.find_first_not_of(
            "*[] ", stars == std::string::npos ? 0 : stars);
        set_verdict(
            run, "CRASH",
            "MPI stopped the job: " +
                error.substr(begin == std::string::npos ? 0 : begin),
            "MPI");
        return true;
    }
    return false;
}

// A checker ended the run, but what it wrote to stderr never arrived.
bool
lost_report(Launch &run, int status)
{
    const char *verdict =
        run.build == "asan" && status == 78   ? "MEMORY"
        : run.build == "asan" && status == 79 ? "LEAK"
        : (run.build == "tsan" || run.build == "race") && status == 66
            ? "RACE"
            : nullptr;
    if (verdict != nullptr)
        set_verdict(run, verdict,
                    "the checker found a fault and stopped the program; "
                    "where it is cannot be said, because your code had "
                    "closed or changed stderr");
    return verdict != nullptr;
}

} // namespace

std::string
in_question(int index)
{
    return index < 0 ? ""
                     : say(" (in question %d of the grader)", index + 1);
}

void
judge_end(Launch &run, const box_result &r, const std::string &stuck)
{
    std::string in_case = in_question(run.last_started);
    // Open MPI's mpirun may hang or crash itself after a rank has died:
    // what it said of the rank comes first.
    bool hung = r.end == BOX_STUCK || r.end == BOX_TIME;
    if (run.np > 0 && (hung || r.end == BOX_EXITED) &&
        rank_died(run, in_case))
        return;
    switch (r.end) {
    case BOX_FAILED:
        return set_verdict(run, "GRADER_ERROR", r.why);
    case BOX_MEMORY:
        return set_verdict(run, "MLE", r.why);
    case BOX_OUTPUT:
        return set_verdict(run, "OLE", r.why);
    case BOX_STUCK:
        return set_verdict(run, "DEADLOCK",
                           stuck.empty() ? "nothing can move any more: " +
                                               std::string(r.why)
                                         : stuck);
    case BOX_TIME:
        return set_verdict(run, "TLE", r.why + in_case);
    case BOX_SIGNALLED:
        return set_verdict(run, "CRASH", signal_words(r.status) + in_case,
                           say("signal %d", r.status));
    case BOX_EXITED:
        break;
    }
    if (r.status == 0 && r.survivors > 0)
        return set_verdict(
            run, "ORPHAN",
            say("%d process%s still running after your function had "
                "returned; killed",
                r.survivors, r.survivors == 1 ? " was" : "es were"));
    if (r.status == 0)
        return;
    if (r.status > 128)
        return set_verdict(run, "CRASH",
                           signal_words(r.status - 128) + in_case);
    if (r.status == 120 && run.last_started < 0)
        return set_verdict(run, "GRADER_ERROR",
                           line_with(run.err, "probe:"));
    if (lost_report(run, r.status))
        return;
    set_verdict(
        run, run.np > 0 ? "CRASH" : "TAMPER",
        say("the code ended the %s with status %d instead of returning%s",
            run.np > 0 ? "rank" : "program", r.status, in_case.c_str()),
        "exit");
}

void
locate_crash(Launch &run, const std::vector<Question> &questions,
             double seconds)
{
    bool signalled =
        run.detail == "rank" || run.detail.compare(0, 6, "signal") == 0;
    if (run.build != "plain" || run.verdict != "CRASH" || !signalled ||
        access((probe_folder() + "/asan").c_str(), X_OK) != 0)
        return;
    Launch again = run_probe("asan", run.np, questions, seconds);
    if (again.frames.empty())
        return;
    if (again.verdict != "CRASH") // it was stopped before the crash
        run.evidence += ": " + again.frames;
    else if (run.detail == "rank" && again.detail != "rank")
        run.evidence = run.evidence.substr(0, run.evidence.find(": ") + 2) +
                       again.evidence;
    else
        run.evidence = again.evidence;
}

void
set_verdict(Launch &run, const char *verdict, const std::string &evidence,
            const std::string &detail)
{
    run.verdict = verdict;
    run.evidence = evidence;
    run.detail = detail;
}
