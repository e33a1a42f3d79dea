// driver_ranks.cc - what the table of the ranks tells of a run that hung or
// that MPI stopped.
#include "driver_report.h"

#include <cctype>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace
{

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

} // namespace

RankTable::RankTable(int np)
    : np_(np)
{
    const char *tmp = getenv("GRADE_TMP");
    path_ = std::string(tmp ? tmp : "/tmp") + "/table-XXXXXX";
    fd_ = mkostemp(&path_[0], O_CLOEXEC);
    good_ = fd_ >= 0 && ftruncate(fd_, sizeof(wait_table)) == 0 &&
            fchmod(fd_, 0666) == 0;
}

RankTable::~RankTable()
{
    if (fd_ >= 0)
        close(fd_);
    unlink(path_.c_str());
}

const wait_table *
RankTable::look()
{
    ssize_t n = pread(fd_, &now_, sizeof now_, 0);
    size_t got = n > 0 ? (size_t)n : 0;
    memset(reinterpret_cast<char *>(&now_) + got, 0, sizeof now_ - got);
    return &now_;
}

// All ranks are inside a call, and none has begun or ended one for a while.
// It is certain that no message is under way when each of them has looked
// for one so often in vain, or has spent so much processor time.  (Only Open
// MPI's ranks count their looks.  A message of many pieces has a few vain
// looks between two pieces: 5000 are more than any message here has.)  In
// MPI_Finalize they may wait for their launcher.
constexpr uint64_t CERTAIN_POLLS = 5000;
constexpr double CERTAIN_CPU_SECONDS = 0.5;

bool
RankTable::all_polled() const
{
    bool finalize_only = true;
    for (int r = 0; r < np_; r++) {
        const wait_row &row = now_.row[r];
        if (row.state != WAIT_INSIDE)
            continue;
        if (row.polls - polls_[r] < CERTAIN_POLLS)
            return false;
        if (strncmp(row.call, "MPI_Finalize", sizeof row.call) != 0)
            finalize_only = false;
    }
    return !finalize_only;
}

// The launcher needs a moment to end after its ranks.  It waits for ever
// for a process that holds the output which a rank once had.
constexpr int LOOKS_AT_THE_END = 500; // 20 ms apart at least

bool
RankTable::all_ended() const
{
    int ended = 0;
    while (ended < np_ && now_.row[ended].state == WAIT_ENDED)
        ended++;
    return ended == np_;
}

bool
RankTable::stuck(void *self, double cpu, char *why, size_t size)
{
    RankTable *t = static_cast<RankTable *>(self);
    double before = t->at_end_cpu_;
    t->at_end_cpu_ = cpu;
    t->look();
    t->at_end_ = t->all_ended() && cpu <= before ? t->at_end_ + 1 : 0;
    if (t->at_end_ >= LOOKS_AT_THE_END) {
        snprintf(why, size, "a process that was made by a rank goes on");
        return true;
    }
    uint64_t calls = 0;
    int inside = 0, ended = 0;
    const wait_row *row = t->now_.row;
    for (int r = 0; r < t->np_; r++) {
        calls += row[r].calls;
        inside += row[r].state == WAIT_INSIDE;
        ended += row[r].state == WAIT_ENDED;
    }
    if (calls != t->calls_ || inside + ended < t->np_ || inside == 0) {
        t->calls_ = calls;
        t->cpu_ = cpu;
        for (int r = 0; r < t->np_; r++)
            t->polls_[r] = row[r].polls;
        return false;
    }
    if (!t->all_polled() && cpu - t->cpu_ < CERTAIN_CPU_SECONDS * inside)
        return false;
    snprintf(why, size, "every rank waits for another one");
    return true;
}

std::string
explain_ranks(const wait_table *t, int np,
              const std::string &probe)
{
    std::vector<uint64_t> sites;
    for (int r = 0; r < np; r++)
        sites.push_back((uint64_t)t->row[r].site);
    std::vector<std::string> where = places(probe, sites);
    std::string text = "nothing can move any more:";
    for (int r = 0; r < np; r++) {
        const wait_row &row = t->row[r];
        text += say("%s rank %d ", r == 0 ? "" : ";", r);
        if (row.state == WAIT_ENDED) {
            text += "has finished";
            continue;
        }
        char call[sizeof row.call];
        for (size_t i = 0; i < sizeof call; i++)
            call[i] = row.call[i];
        call[sizeof call - 1] = '\0';
        if (strncmp(call, "in ", 3) == 0) { // a probe's own wait
            text += say("is %s", call);
            continue;
        }
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

// A text of the table: its owner may have written anything there.
static std::string
table_text(const char *text, size_t size)
{
    std::string s;
    for (size_t i = 0; i < size && text[i] != '\0'; i++)
        s += isprint((unsigned char)text[i]) ? text[i] : '?';
    return s;
}

// " on rank 0 in MPI_Recv (bcast_params.c:15)"
static std::string
call_of(const std::string &probe, int rank, const std::string &call,
        int64_t site)
{
    std::string place = places(probe, {(uint64_t)site})[0];
    return say(", on rank %d", rank) + (call.empty() ? "" : " in " + call) +
           (place.empty() ? "" : " (" + place + ")");
}

// MPICH ends a rank that it finds in an impossible state, without an error
// that could be handled: "Assertion failed in file typerep_yaksa_pack.c",
// then "Abort(1) on node 0: Internal error".  The table knows the call.
static bool
mpich_gave_up(Launch &run, const wait_table *t, const std::string &probe)
{
    size_t said = run.err.find("Assertion failed in file "),
           at = run.err.find(" on node ", said);
    if (run.build != "mpich" || said == std::string::npos ||
        at == std::string::npos)
        return false;
    int rank = atoi(run.err.c_str() + at + strlen(" on node "));
    if (rank < 0 || rank >= run.np || rank >= WAIT_ROWS)
        return false;
    bool overlap = run.err.find("memory ranges overlap", said) < at;
    const wait_row &row = t->row[rank];
    set_verdict(
        run, "CRASH",
        std::string("MPI stopped the job: ") +
            (overlap ? "a message is received into the memory that it was "
                       "sent from"
                     : "MPICH met a state that must not be") +
            call_of(probe, rank, table_text(row.call, sizeof row.call),
                    (int64_t)row.site) +
            in_question(run.last_started),
        "MPI");
    return true;
}

bool
mpi_stopped(Launch &run, const box_result &r, const wait_table *t,
            const std::string &probe)
{
    bool ended = (r.end == BOX_EXITED && r.status != 0) ||
                 r.end == BOX_STUCK || r.end == BOX_TIME;
    for (int rank = 0; ended && rank < run.np && rank < WAIT_ROWS; rank++) {
        const wait_fault &f = t->fault[rank];
        if (f.set != WAIT_FAULT)
            continue;
        set_verdict(
            run, "CRASH",
            "MPI stopped the job: " + table_text(f.text, sizeof f.text) +
                call_of(probe, rank, table_text(f.call, sizeof f.call),
                        (int64_t)f.site) +
                in_question(f.question),
            "MPI");
        return true;
    }
    return ended && mpich_gave_up(run, t, probe);
}
