// driver_stage.cc - see driver_stage.h
#include "driver_stage.h"

#include <algorithm>

const std::string &probe_folder();

namespace stage
{

std::vector<int64_t>
as_values(const std::vector<Step> &steps)
{
    std::vector<int64_t> values;
    for (const Step &s : steps)
        values.insert(values.end(), {s.actor, s.op, s.value});
    return values;
}

Played
read_played(Answer *a)
{
    Played p;
    p.spins = a->i64() != 0;
    std::vector<int64_t> v = a->i64s();
    p.elsewhere = a->i64();
    p.sites = a->i64s();
    for (size_t at = 0; at + 1 < v.size();) {
        Outcome o;
        o.held = v[at];
        size_t n = (size_t)v[at + 1];
        at += 2;
        for (size_t k = 0; k < n && at + 2 < v.size(); k++, at += 3)
            o.done.push_back({(int)v[at], v[at + 1], v[at + 2]});
        p.outcomes.push_back(o);
    }
    return p;
}

std::string
places_of(const Launch &run, const std::vector<int64_t> &sites)
{
    if (sites.empty())
        return "";
    Program p;
    p.argv = {"addr2line", "-s", "-e", "/probe"};
    p.files = {{probe_folder() + "/" + run.build, "/probe"}};
    for (int64_t site : sites)
        p.argv.push_back(say("0x%llx", (unsigned long long)(site - 1)));
    std::string text, rest = run_program(p).out;
    std::vector<std::string> places;
    for (size_t end; (end = rest.find('\n')) != std::string::npos;
         rest = rest.substr(end + 1)) {
        std::string line = rest.substr(0, std::min(end, rest.find(' ')));
        if (line.find('?') == std::string::npos &&
            std::find(places.begin(), places.end(), line) == places.end())
            places.push_back(line);
    }
    for (size_t i = 0; i < places.size(); i++)
        text += (i == 0 ? "" : " and ") + places[i];
    return text;
}

void
judge_fault(const Fault &f)
{
    if (f)
        judge(f.verdict.c_str(), f.hint, f.evidence);
}

void
check_free_run(Launch &run, const Fault &first)
{
    bool own = run.verdict == "RACE" || run.verdict == "MEMORY" ||
               run.verdict == "LEAK" || run.verdict == "MLE" ||
               run.verdict == "OLE" || run.verdict == "TAMPER" ||
               run.verdict == "GRADER_ERROR";
    if (first && !own)
        judge_fault(first);
    else
        check_races(run);
}

} // namespace stage
