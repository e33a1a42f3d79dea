// driver_run.cc - launches probes in boxes and says what became of them.
#include "driver.h"

extern "C" {
#include "wait_table.h"
}

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <regex>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

extern long driver_peak_rss_kb;
extern int driver_survivors;
const std::string &probe_folder();

namespace {

// NULL-terminated array of C strings that lives as long as `words`.
std::vector<char *>
c_array(const std::vector<std::string> &words)
{
    std::vector<char *> v;
    for (const std::string &w : words)
        v.push_back(const_cast<char *>(w.c_str()));
    v.push_back(nullptr);
    return v;
}

void
note_totals(const box_result &r)
{
    if (r.peak_rss_kb > driver_peak_rss_kb)
        driver_peak_rss_kb = r.peak_rss_kb;
    driver_survivors += r.survivors;
}

// The file the ranks write what they do into; gone with the object.
class Table {
public:
    Table()
    {
        const char *tmp = getenv("GRADE_TMP");
        path_ = std::string(tmp ? tmp : "/tmp") + "/table-XXXXXX";
        int fd = mkstemp(&path_[0]);
        void *p = MAP_FAILED;
        if (fd >= 0 && ftruncate(fd, sizeof(wait_table)) == 0
            && fchmod(fd, 0666) == 0)
            p = mmap(nullptr, sizeof(wait_table), PROT_READ, MAP_SHARED, fd,
                     0);
        if (fd >= 0)
            close(fd);
        table = p == MAP_FAILED ? nullptr : static_cast<wait_table *>(p);
    }
    ~Table()
    {
        if (table)
            munmap(const_cast<wait_table *>(table), sizeof *table);
        unlink(path_.c_str());
    }
    const char *path() const { return path_.c_str(); }
    const volatile wait_table *table;

private:
    std::string path_;
};

// --- a hang in MPI -----------------------------------------------------

// Processor time each rank may spend inside one call, while all the others
// are inside one too, before it is certain that no message is under way.
constexpr double CERTAIN_CPU_SECONDS = 0.5;

struct StuckRanks {
    const volatile wait_table *table;
    int np;
    uint64_t last_calls;
    double since_cpu;
};

bool
ranks_stuck(void *arg, double cpu, char *why, size_t size)
{
    StuckRanks *s = static_cast<StuckRanks *>(arg);
    uint64_t calls = 0;
    int inside = 0, ended = 0;
    for (int r = 0; r < s->np; r++) {
        calls += s->table->row[r].calls;
        inside += s->table->row[r].state == WAIT_INSIDE;
        ended += s->table->row[r].state == WAIT_ENDED;
    }
    if (calls != s->last_calls || inside + ended < s->np || inside == 0) {
        s->last_calls = calls;
        s->since_cpu = cpu;
        return false;
    }
    if (cpu - s->since_cpu < CERTAIN_CPU_SECONDS * inside)
        return false;
    snprintf(why, size, "every rank waits for another one");
    return true;
}

// Return addresses to file:line, by addr2line in a box: what it reads comes
// from the learner.
std::vector<std::string>
places(const std::string &probe, const std::vector<uint64_t> &sites)
{
    Program p;
    p.argv = {"addr2line", "-s", "-e", "/probe"};
    p.files = {{probe, "/probe"}};
    for (uint64_t site : sites)
        p.argv.push_back(say("0x%llx", (unsigned long long)(site - 1)));
    Ended e = run_program(p);
    std::vector<std::string> lines;
    std::string rest = e.out;
    for (size_t at; (at = rest.find('\n')) != std::string::npos;
         rest = rest.substr(at + 1)) {
        std::string line = rest.substr(0, at);
        line = line.substr(0, line.find(' '));
        lines.push_back(line.find('?') == std::string::npos ? line : "");
    }
    lines.resize(sites.size());
    return lines;
}

std::string
explain_ranks(const volatile wait_table *t, int np, const std::string &probe)
{
    std::vector<uint64_t> sites;
    for (int r = 0; r < np; r++)
        sites.push_back((uint64_t)t->row[r].site);
    std::vector<std::string> where = places(probe, sites);
    std::string text = "nothing can move any more:";
    for (int r = 0; r < np; r++) {
        const volatile wait_row &row = t->row[r];
        text += say("%s rank %d ", r == 0 ? "" : ";", r);
        if (row.state == WAIT_ENDED) {
            text += "has finished";
            continue;
        }
        char call[sizeof row.call];
        for (size_t i = 0; i < sizeof call; i++)
            call[i] = row.call[i];
        call[sizeof call - 1] = '\0';
        bool returned = strncmp(call, "MPI_", 4) != 0;
        text += returned ? "has returned from your function"
                         : say("is in %s", call);
        if (row.peer >= 0 && !row.collective)
            text += say(" with rank %d", (int)row.peer);
        if (!returned && !where[r].empty())
            text += " (" + where[r] + ")";
    }
    return text;
}

// --- sanitizer reports -------------------------------------------------

// The learner's own place in a report: the first FILE.c:LINE of their file.
std::string
own_place(const std::string &report)
{
    std::string name = submission().substr(submission().rfind('/') + 1);
    size_t at = report.find(name + ":");
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
        if (all.find(place + ",") == std::string::npos
            && all.find(place) == std::string::npos)
            all += (all.empty() ? "" : " and ") + place;
        rest = rest.substr(rest.find(place) + place.size());
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

void
set(Launch &run, const char *verdict, const std::string &evidence,
    const std::string &detail = "")
{
    run.verdict = verdict;
    run.evidence = evidence;
    run.detail = detail;
}

struct Report {
    const char *mark, *verdict, *words;
};

// Most telling first.
const Report address_reports[] = {
    {"AddressSanitizer: stack-overflow", "CRASH",
     "stack overflow: the recursion does not end, or a local array is huge"},
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
    {"AddressSanitizer:", "MEMORY", "memory was misused"},
    {"null pointer", "CRASH", "a null pointer was used"},
    {"out of bounds", "MEMORY", "an array was used out of bounds"},
    {"misaligned address", "MEMORY", "a misaligned pointer was used"},
    {"signed integer overflow", "WRONG", "a signed number overflowed"},
    {"outside the range of representable", "WRONG",
     "a floating-point number did not fit the integer it became"},
    {"runtime error:", "WRONG", "undefined behaviour"},
    {"LeakSanitizer", "LEAK", "allocated memory was never freed"},
};

bool
address_report(Launch &run)
{
    for (const Report &r : address_reports) {
        std::string line = line_with(run.err, r.mark);
        if (line.empty())
            continue;
        std::string from = run.err.substr(run.err.find(r.mark));
        if (strcmp(r.verdict, "WRONG") == 0
            || line.find("runtime error") != std::string::npos)
            from = line;
        std::string place = own_place(from);
        set(run, r.verdict,
            std::string(r.words) + (place.empty() ? "" : " at " + place),
            strcmp(r.verdict, "LEAK") == 0 ? "memory" : "");
        return true;
    }
    return false;
}

bool
thread_report(Launch &run)
{
    size_t race = run.err.find("WARNING: ThreadSanitizer: data race");
    size_t shm = run.err.find("PROBE: unprotected update");
    if (race != std::string::npos || shm != std::string::npos) {
        std::string from = run.err.substr(race != std::string::npos ? race
                                                                    : shm);
        size_t end = from.find("\n==================");
        std::string where = own_places(from.substr(0, end));
        set(run, "RACE",
            race != std::string::npos
                ? "two threads touch the same memory at the same time, at "
                  "least one of them writes, and nothing orders them"
                      + (where.empty() ? "" : ": " + where)
                : "two processes were between reading and writing the same "
                  "shared variable at the same time"
                      + (where.empty() ? "" : ": " + where));
        return true;
    }
    if (run.err.find("ThreadSanitizer: thread leak") != std::string::npos) {
        std::string where = own_place(run.err);
        set(run, "ORPHAN",
            "a thread was never joined"
                + (where.empty() ? "" : "; it was created at " + where),
            "thread");
        return true;
    }
    if (run.err.find("FATAL: ThreadSanitizer") != std::string::npos) {
        set(run, "GRADER_ERROR", line_with(run.err, "FATAL: Thread"));
        return true;
    }
    return false;
}

// The shm harness names its places by address; here they become lines.
void
name_updates(Launch &run, const std::string &probe)
{
    static const std::string mark = "PROBE: unprotected update 0x";
    std::vector<uint64_t> sites;
    for (size_t at = 0;
         (at = run.err.find(mark, at)) != std::string::npos; at++)
        sites.push_back(
            strtoull(run.err.c_str() + at + mark.size(), nullptr, 16) + 1);
    if (sites.empty())
        return;
    for (const std::string &line : places(probe, sites))
        run.err += "\n" + line;
}

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

// What the launcher or MPI said of a rank that ended before its time.
bool
rank_died(Launch &run, const std::string &in_case)
{
    std::string banner = line_with(run.err, "exited on signal");
    if (banner.empty())
        banner = line_with(run.err, "KILLED BY SIGNAL");
    if (!banner.empty()) {
        set(run, "CRASH", banner + in_case, "rank");
        return true;
    }
    for (const char *mark :
         {"*** MPI_ERR", "MPI_ERR_", "Fatal error in", "before MPI_INIT",
          "after MPI_FINALIZE", "before initializing or after finalizing"}) {
        std::string error = line_with(run.err, mark);
        if (error.empty())
            continue;
        size_t begin = error.find_first_not_of("*[] ");
        set(run, "CRASH",
            "MPI stopped the job: "
                + error.substr(begin == std::string::npos ? 0 : begin),
            "MPI");
        return true;
    }
    return false;
}

void
judge_end(Launch &run, const box_result &r, const std::string &stuck)
{
    std::string in_case
        = run.last_started < 0
              ? ""
              : say(" (in question %d of the grader)", run.last_started + 1);
    // Open MPI's mpirun may hang or crash itself after a rank has died: what
    // it said of the rank comes first.
    bool hung = r.end == BOX_STUCK || r.end == BOX_TIME;
    if (run.np > 0 && (hung || r.end == BOX_EXITED) && rank_died(run, in_case))
        return;
    switch (r.end) {
    case BOX_FAILED:
        return set(run, "GRADER_ERROR", r.why);
    case BOX_MEMORY:
        return set(run, "MLE", r.why);
    case BOX_OUTPUT:
        return set(run, "OLE", r.why);
    case BOX_STUCK:
        return set(run, "DEADLOCK",
                   stuck.empty() ? "nothing can move any more: "
                                       + std::string(r.why)
                                 : stuck);
    case BOX_TIME:
        return set(run, "TLE", r.why + in_case);
    case BOX_SIGNALLED:
        return set(run, "CRASH", signal_words(r.status) + in_case,
                   say("signal %d", r.status));
    case BOX_EXITED:
        break;
    }
    if (r.status == 0 && r.survivors > 0)
        return set(run, "ORPHAN",
                   say("%d process%s still running after your function had "
                       "returned; killed",
                       r.survivors, r.survivors == 1 ? " was" : "es were"));
    if (r.status == 0)
        return;
    if (r.status > 128)
        return set(run, "CRASH", signal_words(r.status - 128) + in_case);
    if (r.status == 120)
        return set(run, "GRADER_ERROR", line_with(run.err, "probe:"));
    set(run, run.np > 0 ? "CRASH" : "TAMPER",
        say("the code ended the %s with status %d instead of returning%s",
            run.np > 0 ? "rank" : "program", r.status, in_case.c_str()),
        "exit");
}

// --- reading the reply pipes --------------------------------------------

void
read_reply(Launch &run, int rank, const std::string &nonce, const char *data,
           size_t len, bool *done)
{
    size_t at = 0;
    while (at < len) {
        const char *line = data + at;
        const char *nl = static_cast<const char *>(
            memchr(line, '\n', len - at));
        if (nl == nullptr)
            return;
        std::string head(line, nl);
        at = (size_t)(nl - data) + 1;
        char kind[16], mark[48], what[40];
        int index, used = 0;
        long long count = 0;
        if (sscanf(head.c_str(), "%15s %d %47s %n", kind, &index, mark, &used)
                < 3
            || nonce != mark) {
            set(run, "TAMPER",
                "something other than the grader's own code wrote into the "
                "channel of the answers");
            return;
        }
        std::string name = kind, rest = head.substr((size_t)used);
        if (name == "start" && index > run.last_started)
            run.last_started = index;
        if (name == "stray")
            run.stray = true;
        if (name == "done")
            *done = true;
        if (name == "left"
            && sscanf(rest.c_str(), "%39s %lld %n", what, &count, &used) >= 2)
            run.left.push_back(
                {what, rest.substr((size_t)used), count, rank, index});
        if (name == "answer") {
            size_t n = strtoul(rest.c_str(), nullptr, 10);
            if (n > len - at)
                return;
            run.answers[(size_t)rank][index]
                = Answer(std::string(data + at, n));
            at += n;
        }
    }
}

std::string
request_text(const std::vector<Question> &questions, const std::string &nonce)
{
    std::string body = nonce + "\n" + say("%zu\n", questions.size());
    for (const Question &q : questions)
        body += say("%zu\n", q.text().size()) + q.text() + "\n";
    return say("%zu\n", body.size()) + body;
}

std::vector<std::string>
environment(const std::string &build)
{
    return {"MPI=" + std::string(build == "mpich" ? "mpich" : "openmpi"),
            "ASAN_OPTIONS=exitcode=78:detect_stack_use_after_return=1:"
            "hard_rss_limit_mb=1024:handle_abort=0:allocator_may_return_null="
            "1:malloc_context_size=8",
            "LSAN_OPTIONS=exitcode=79:print_suppressions=0",
            "UBSAN_OPTIONS=print_stacktrace=0",
            "TSAN_OPTIONS=exitcode=66:history_size=4:report_signal_unsafe=0"};
}

std::string
new_nonce()
{
    unsigned char b[16];
    FILE *f = fopen("/dev/urandom", "rb");
    if (f == nullptr || fread(b, 1, sizeof b, f) != sizeof b)
        abort();
    fclose(f);
    std::string s;
    for (unsigned char c : b)
        s += say("%02x", c);
    return s;
}

} // namespace

Launch
run_probe(const std::string &build, int np,
          const std::vector<Question> &questions, double seconds)
{
    Launch run;
    run.build = build;
    run.np = np;
    size_t ranks = np > 0 ? (size_t)np : 1;
    run.answers.resize(ranks);
    std::string nonce = new_nonce(), text = request_text(questions, nonce);
    std::string probe = probe_folder() + "/" + build;

    std::vector<std::string> names;
    for (size_t k = 0; k < ranks; k++) {
        names.push_back(say("request.%zu", k));
        names.push_back(say("reply.%zu", k));
    }
    std::vector<box_stream> streams(names.size());
    for (size_t k = 0; k < names.size(); k++) {
        streams[k] = box_stream();
        streams[k].name = names[k].c_str();
        if (k % 2 == 0) {
            streams[k].feed = text.data();
            streams[k].feed_len = text.size();
        }
    }
    Table table;
    StuckRanks stuck = {table.table, np, 0, 0};
    std::string machine = grader_root() + "/grader/machine";
    std::vector<box_file> files = {{probe.c_str(), "/probe", false},
                                   {machine.c_str(), "/course/machine",
                                    false}};
    if (np > 0)
        files.push_back({table.path(), "/table", true});
    std::vector<std::string> words;
    if (np > 0)
        words = {"mpirun", "-n", say("%d", np)};
    if (build == "tsan" || build == "asan") {
        words.push_back("setarch"); // sanitizers want a known address layout
        words.push_back("-R");
    }
    words.push_back("/probe");
    std::vector<std::string> env = environment(build);
    std::vector<char *> argv = c_array(words), envp = c_array(env);

    box_request request = box_request();
    request.argv = argv.data();
    request.env = envp.data();
    request.files = files.data();
    request.nfiles = files.size();
    request.streams = streams.data();
    request.nstreams = streams.size();
    request.limits = box_default_limits;
    if (build == "asan" || build == "tsan")
        request.limits.rss_kb *= 3;
    if (seconds > 0)
        request.limits.seconds = request.limits.cpu_seconds = seconds;
    if (np > 0 && table.table != nullptr) {
        request.stuck = ranks_stuck;
        request.stuck_arg = &stuck;
    }
    box_result result;
    box_run(&request, &result);
    note_totals(result);
    run.out.assign(result.out ? result.out : "", result.out_len);
    run.err.assign(result.err ? result.err : "", result.err_len);

    size_t finished = 0;
    for (size_t k = 0; k < ranks; k++) {
        bool done = false;
        read_reply(run, (int)k, nonce, streams[2 * k + 1].data,
                   streams[2 * k + 1].len, &done);
        finished += done;
        free(streams[2 * k].data);
        free(streams[2 * k + 1].data);
    }
    name_updates(run, probe);
    bool tampered = run.verdict == "TAMPER";
    if (!tampered && result.end != BOX_FAILED && !address_report(run)
        && !thread_report(run)) {
        bool mpi_hang = result.end == BOX_STUCK && np > 0;
        judge_end(run, result,
                  mpi_hang ? explain_ranks(table.table, np, probe) : "");
        if (run.verdict.empty() && finished < ranks)
            set(run, np > 0 ? "CRASH" : "TAMPER",
                "the code ended the program (exit status 0) instead of "
                "returning from the function",
                "exit");
    } else if (result.end == BOX_FAILED)
        set(run, "GRADER_ERROR", result.why);
    box_result_free(&result);
    return run;
}

Ended
run_program(const Program &program)
{
    std::vector<box_file> files;
    for (const auto &f : program.files)
        files.push_back({f.first.c_str(), f.second.c_str(), false});
    box_stream stream = box_stream();
    stream.name = program.stream.c_str();
    std::vector<char *> argv = c_array(program.argv),
                        envp = c_array(program.env);
    box_request request = box_request();
    request.argv = argv.data();
    request.env = envp.data();
    request.files = files.data();
    request.nfiles = files.size();
    request.streams = &stream;
    request.nstreams = program.stream.empty() ? 0 : 1;
    request.limits = box_default_limits;
    box_result result;
    box_run(&request, &result);
    note_totals(result);
    Ended e = {result.end, result.status,
               std::string(result.out ? result.out : "", result.out_len),
               std::string(result.err ? result.err : "", result.err_len),
               std::string(stream.data ? stream.data : "", stream.len),
               result.why};
    free(stream.data);
    box_result_free(&result);
    return e;
}
