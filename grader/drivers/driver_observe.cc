// driver_observe.cc - races and hangs of threads and processes in words.
//
// The sentences are those of grader/observe/threads; only the tools that
// read the learner's program are run in a box here.
#include "driver_report.h"

extern "C" {
#include "observe_threads.h"
}

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>

namespace
{

// What a tool of the binary utilities says of the probe.
std::string
ask_tool(const places *p, std::vector<std::string> argv)
{
    Program program;
    program.argv = std::move(argv);
    program.files = {{p->program, "/probe"}};
    return run_program(program).out;
}

struct Closed {
    void
    operator()(watch *w) const
    {
        places_free(&w->places);
        faults_free(&w->faults);
        delete w;
    }
};
using Watch = std::unique_ptr<watch, Closed>;

Watch
new_watch(const std::string &probe, table *t)
{
    Watch w(new watch());
    w->table = t;
    snprintf(w->places.program, sizeof w->places.program, "%s",
             probe.c_str());
    return w;
}

} // namespace

// --- places.c for the drivers ----------------------------------------------

const char *
place_line(places *p, uint64_t address)
{
    for (int i = 0; i < p->nlines; i++)
        if (p->line[i].address == address)
            return p->line[i].text;
    int last = (int)(sizeof p->line / sizeof *p->line) - 1;
    known_line *l = &p->line[p->nlines < last ? p->nlines++ : last];
    std::string at = say("0x%llx", (unsigned long long)address);
    std::string out =
        ask_tool(p, {"addr2line", "-s", "-e", "/probe", at});
    out = out.substr(0, out.find_first_of(" \n"));
    bool known = !out.empty() && out.find('?') == std::string::npos;
    l->address = address;
    snprintf(l->text, sizeof l->text, "%s",
             known ? out.c_str() : ("address " + at).c_str());
    return l->text;
}

static void
read_names(places *p)
{
    std::string out =
        ask_tool(p, {"nm", "-S", "--defined-only", "/probe"});
    std::vector<named_place> names;
    for (size_t at = 0, end; (end = out.find('\n', at)) != std::string::npos;
         at = end + 1) {
        unsigned long long address, size;
        char type, name[200];
        if (sscanf(out.substr(at, end - at).c_str(), "%llx %llx %c %199s",
                   &address, &size, &type, name) != 4 ||
            strchr("bBdDrR", type) == nullptr)
            continue;
        name[strcspn(name, ".")] = '\0';
        named_place n = {address, size, ""};
        snprintf(n.name, sizeof n.name, "%.63s", name);
        names.push_back(n);
    }
    p->nnames = names.size();
    p->names = static_cast<named_place *>(
        calloc(names.size() + 1, sizeof(named_place)));
    if (p->names != nullptr)
        std::copy(names.begin(), names.end(), p->names);
    else
        p->nnames = 0;
}

const struct named_place *
place_names(places *p, size_t *n)
{
    if (p->names == nullptr)
        read_names(p);
    *n = p->nnames;
    return p->names;
}

// --- races -------------------------------------------------------------

// Replaces the runtime's lines by one sentence; false: there are none.
bool
race_records(Launch &run, const std::string &probe)
{
    if (run.err.find("RACE ") == std::string::npos)
        return false;
    static table none;
    Watch w = new_watch(probe, &none);
    explain_races(w.get(), run.err.c_str());
    if (w->faults.n == 0)
        return false;
    set_verdict(run, "RACE", w->faults.list[0].message);
    return true;
}
