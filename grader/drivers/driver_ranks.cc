// driver_ranks.cc - what the table of the ranks tells of a run that hung or
// that MPI stopped.
#include "driver_report.h"

#include <cctype>
#include <cstring>

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
        std::string place = places(probe, {(uint64_t)f.site})[0];
        std::string call = table_text(f.call, sizeof f.call);
        set_verdict(run, "CRASH",
                    "MPI stopped the job: " +
                        table_text(f.text, sizeof f.text) +
                        say(", on rank %d", rank) +
                        (call.empty() ? "" : " in " + call) +
                        (place.empty() ? "" : " (" + place + ")") +
                        in_question(f.question),
                    "MPI");
        return true;
    }
    return false;
}
