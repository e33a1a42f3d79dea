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
#include <fcntl.h>
#include <map>
#include <memory>
#include <sys/stat.h>
#include <unistd.h>

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

// --- places.c for the drivers ------------------------------------------

const char *
place_line(places *p, uint64_t address)
{
    for (int i = 0; i < p->nlines; i++)
        if (p->line[i].address == address)
            return p->line[i].text;
    int last = (int)(sizeof p->line / sizeof *p->line) - 1;
    known_line *l = &p->line[p->nlines < last ? p->nlines++ : last];
    std::string at = say("0x%llx", (unsigned long long)address);
    std::string out = ask_tool(p, {"addr2line", "-s", "-e", "/probe", at});
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
    std::string out = ask_tool(p, {"nm", "-S", "--defined-only", "/probe"});
    std::vector<named_place> names;
    for (size_t at = 0, end;
         (end = out.find('\n', at)) != std::string::npos; at = end + 1) {
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

// --- hangs -------------------------------------------------------------

HangWatch::HangWatch(const std::string &probe) : probe_(probe)
{
    const char *tmp = getenv("GRADE_TMP");
    path_ = std::string(tmp ? tmp : "/tmp") + "/threads-XXXXXX";
    fd_ = mkostemp(&path_[0], O_CLOEXEC);
    good_ = fd_ >= 0 && ftruncate(fd_, sizeof(table)) == 0 &&
            fchmod(fd_, 0666) == 0 && access(library().c_str(), R_OK) == 0;
}

HangWatch::~HangWatch()
{
    if (fd_ >= 0)
        close(fd_);
    unlink(path_.c_str());
}

std::string
HangWatch::library()
{
    return grader_root() + "/build/threads/preload.so";
}

namespace
{

// The box numbers its processes anew; /proc tells both numbers of those
// that are alive.
std::map<int, int>
numbers_outside()
{
    std::map<int, int> outside;
    static pid_t pids[1024];
    size_t n = box_descendants(getpid(), pids, 1024);
    for (size_t i = 0; i < n; i++) {
        char line[256];
        bool alive = true;
        std::string path = say("/proc/%d/status", (int)pids[i]);
        FILE *f = fopen(path.c_str(), "re");
        while (f != nullptr && fgets(line, sizeof line, f) != nullptr) {
            const char *last = strrchr(line, '\t');
            if (strncmp(line, "State:\tZ", 8) == 0)
                alive = false;
            if (alive && strncmp(line, "NSpid:", 6) == 0 && last != nullptr)
                outside[atoi(last)] = (int)pids[i];
        }
        if (f != nullptr)
            fclose(f);
    }
    return outside;
}

} // namespace

// The table is the learner's to write: it is copied, and only explains.
bool
HangWatch::look()
{
    std::unique_ptr<table> t(new table());
    if (pread(fd_, t.get(), sizeof *t, 0) != (ssize_t)sizeof *t ||
        !t->ready)
        return false;
    uint64_t calls = 0;
    int waiting = 0;
    t->threads = std::min(std::max(t->threads, 0), (int)THREADS);
    t->things = std::min(std::max(t->things, 0), (int)THINGS);
    std::map<int, int> outside = numbers_outside();
    for (int i = 0; i < t->threads; i++) {
        table_thread &row = t->thread[i];
        if (outside.count(row.pid) == 0)
            row.ended = 1; /* killed: it could not say so itself */
        calls += row.calls + (uint64_t)row.ended;
        if (!row.used || row.ended)
            continue;
        if (row.what == RUNS || row.timed)
            return false;
        waiting++;
    }
    same_ = calls == calls_ && waiting > 0 ? same_ + 1 : 0;
    calls_ = calls;
    if (same_ < 5)
        return false;
    Watch w = new_watch(probe_, t.get());
    w->pids_are_ours = true;
    for (int i = 0; i < t->threads; i++) {
        table_thread &row = t->thread[i];
        if (row.what == IN_WAIT && row.target > 0)
            row.target = outside[(int)row.target];
        row.pid = outside[row.pid];
    }
    explain_hang(w.get());
    if (w->faults.n > 0)
        text_ = w->faults.list[0].message;
    return true;
}

bool
HangWatch::stuck(void *self, double, char *why, size_t size)
{
    HangWatch *w = static_cast<HangWatch *>(self);
    if (!w->look())
        return false;
    snprintf(why, size, "nothing can move any more");
    return true;
}
