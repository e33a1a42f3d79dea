// driver_simulated.cc - see driver_simulated.h
#include "driver_simulated.h"

#include <cstdio>
#include <unistd.h>

const std::string &probe_folder();

Simulated
simulate(int ranks)
{
    Simulated s;
    std::string probe = probe_folder() + "/smpi",
                folder = grader_root() + "/grader/probes/probe_simulated/";
    if (access(probe.c_str(), X_OK) != 0) // no SimGrid here
        return s;
    std::random_device random;
    std::string nonce = say("%08x%08x", random(), random());
    Program p;
    p.argv = {"/bin/sh", "/simulated/run.sh", std::to_string(ranks), nonce};
    p.files = {{folder + "run.sh", "/simulated/run.sh"},
               {folder + "cluster.xml", "/simulated/cluster.xml"},
               {probe, "/simulated/probe"}};
    p.stream = "times";
    Ended e = run_program(p);
    std::string form = nonce + " %lf %lf";
    s.good =
        e.end == BOX_EXITED && e.status == 0 &&
        sscanf(e.stream.c_str(), form.c_str(), &s.answer, &s.known) == 2 &&
        s.answer > 0 && s.known > 0;
    return s;
}

bool
worth_simulating()
{
    const FirstFault &f = fault_so_far();
    return f.verdict.empty() || (judged_already() && f.verdict == "WRONG");
}

void
remark(const std::string &sentence)
{
    testing::Test::RecordProperty("remark", sentence);
}

std::string
time_words(double seconds)
{
    return seconds < 1e-3 ? say("%.1f microseconds", seconds * 1e6)
                          : say("%.1f milliseconds", seconds * 1e3);
}
