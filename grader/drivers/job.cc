// job.cc - the learner's batch script before a stand-in for sbatch, which
// is here, and one for srun, which tells what it was told.
#include "driver_slurm.h"
#include "driver_teller.h"

#include <cstring>
#include <fstream>
#include <sstream>

namespace
{

using Words = std::vector<std::string>;
enum { NODES = 2, PER_NODE = 4, CORES = 8, RANKS = NODES * PER_NODE };

// One call of srun.
struct Step {
    SlurmOptions options;
    std::string error;
    Words program;
    std::map<std::string, std::string> variables;
};

struct Trial {
    Batch batch;
    Ended ended;
    std::vector<Step> steps;
    bool mpirun = false;
};

std::string
value_of(const std::map<std::string, std::string> &m, const char *name)
{
    auto found = m.find(name);
    return found == m.end() ? "" : found->second;
}

// 2 and 2-2 are two nodes and no others.
int64_t
nodes_of(const SlurmOptions &o)
{
    std::string n = value_of(o, "nodes");
    size_t dash = n.find('-');
    if (dash == std::string::npos)
        return slurm_number(n);
    return n.substr(0, dash) == n.substr(dash + 1)
               ? slurm_number(n.substr(0, dash))
               : -1;
}

int64_t
number(const SlurmOptions &o, const char *name)
{
    return slurm_number(value_of(o, name));
}

// What sbatch gives the script.  A variable is there only if the option
// was.
Words
environment(const SlurmOptions &o)
{
    int64_t nodes = std::max<int64_t>(nodes_of(o), 1);
    int64_t per_node = number(o, RANKS_PER_NODE);
    int64_t ranks = number(o, "ntasks");
    if (ranks < 0 && per_node > 0)
        ranks = nodes * per_node;
    Words env = {"SLURM_JOB_ID=4711",
                 "SLURM_JOBID=4711",
                 "SLURM_JOB_NAME=job",
                 "SLURM_SUBMIT_DIR=/tmp",
                 "SLURM_JOB_NODELIST=node[1-2]",
                 "SLURM_NODELIST=node[1-2]",
                 say("SLURM_NNODES=%d", (int)nodes),
                 say("SLURM_JOB_NUM_NODES=%d", (int)nodes)};
    if (ranks > 0) {
        env.push_back(say("SLURM_NTASKS=%d", (int)ranks));
        env.push_back(say("SLURM_NPROCS=%d", (int)ranks));
    }
    if (per_node > 0)
        env.push_back(say("SLURM_NTASKS_PER_NODE=%d", (int)per_node));
    if (number(o, CORES_PER_RANK) > 0)
        env.push_back("SLURM_CPUS_PER_TASK=" + value_of(o, CORES_PER_RANK));
    return env;
}

// What was called under these names: every launcher is the same teller.
void
read_calls(const std::vector<Teller::Call> &calls, Trial *t)
{
    for (const Teller::Call &call : calls) {
        std::string name = call.words[0];
        if (name.substr(name.rfind('/') + 1) != "srun") {
            t->mpirun = true;
            continue;
        }
        Step s;
        s.program.assign(call.words.begin() + 1, call.words.end());
        s.options = read_options(s.program, &s.error);
        for (const std::string &v : call.variables) {
            size_t equals = v.find('=');
            s.variables[v.substr(0, equals)] = v.substr(equals + 1);
        }
        t->steps.push_back(s);
    }
}

const Trial &
trial()
{
    static Trial t;
    static bool done = false;
    if (done)
        return t;
    done = true;
    std::ifstream file(submission());
    std::stringstream text;
    text << file.rdbuf();
    t.batch = read_batch(text.str());
    std::string first = text.str().substr(0, text.str().find('\n'));
    bool bash = first.find("bash") != std::string::npos;
    std::string wrapper =
        "PATH=${BOX_ROOT:-}/fake:/usr/bin:/bin\n"
        "export PATH\n" +
        std::string(bash ? "/bin/bash" : "/bin/sh") +
        " \"${BOX_ROOT:-}/answer/job.slurm\" </dev/null\n";
    Program p;
    p.argv = {"/bin/sh", "-c", wrapper};
    p.env = environment(t.batch.options);
    Teller teller({});
    std::string quiet = grader_root() + "/grader/probes/job/fake-quiet";
    p.files = {{submission(), "/answer/job.slurm"},
               {teller.path(), "/fake/srun"},
               {teller.path(), "/fake/mpirun"},
               {teller.path(), "/fake/mpiexec"},
               {quiet, "/fake/module"},
               {quiet, "/fake/scontrol"}};
    p.stream = "log";
    t.ended = run_program(p);
    read_calls(teller.calls(t.ended.stream), &t);
    return t;
}

// Judges what is no answer at all: a hang, a crash, a box that failed.
bool
ended_well(const Ended &e)
{
    const char *verdict = e.end == BOX_EXITED      ? ""
                          : e.end == BOX_SIGNALLED ? "CRASH"
                          : e.end == BOX_STUCK     ? "DEADLOCK"
                          : e.end == BOX_TIME      ? "TLE"
                          : e.end == BOX_MEMORY    ? "MLE"
                          : e.end == BOX_OUTPUT    ? "OLE"
                                                   : "GRADER_ERROR";
    if (*verdict != '\0')
        judge(verdict, "", "job.slurm: " + e.why);
    else if (e.survivors > 0)
        judge("ORPHAN", "",
              say("%d of its processes still ran after the script had "
                  "ended",
                  e.survivors));
    return *verdict == '\0' && e.survivors == 0;
}

// Why an option may be missing though it stands in the file.
void
missing(const std::string &hint, const std::string &words)
{
    const Batch &b = trial().batch;
    wrong(b.late    ? "directive-too-late"
          : b.blank ? "not-a-directive"
                    : hint,
          words + (b.late    ? "; an #SBATCH line behind the first command "
                               "is not read"
                   : b.blank ? "; a line is read only if it begins with "
                               "#SBATCH, letter by letter"
                             : ""));
}

// mpirun or mpiexec, perhaps behind env and variables.
bool
is_launcher(const std::vector<std::string> &program)
{
    for (const std::string &w : program) {
        std::string name = w.substr(w.rfind('/') + 1);
        if (name == "env" || w.find('=') != std::string::npos)
            continue;
        return name.rfind("mpirun", 0) == 0 ||
               name.rfind("mpiexec", 0) == 0;
    }
    return false;
}

// The only call of srun, or nullptr after judging.
const Step *
the_step()
{
    const Trial &t = trial();
    if (!ended_well(t.ended))
        return nullptr;
    if (t.steps.empty()) {
        wrong(t.mpirun ? "mpirun-not-srun" : "never-calls-srun",
              std::string("srun was not called") +
                  (t.mpirun ? ", but mpirun was"
                            : "; what a batch script starts by itself runs "
                              "once, on the first node"));
        return nullptr;
    }
    if (t.steps.size() > 1) {
        wrong("calls-srun-often",
              say("srun was called %zu times; one call starts all ranks",
                  t.steps.size()));
        return nullptr;
    }
    const Step &s = t.steps[0];
    if (!s.error.empty()) {
        wrong("", "srun: " + s.error);
        return nullptr;
    }
    if (s.program.empty()) {
        wrong("", "srun was not told which program to start");
        return nullptr;
    }
    if (is_launcher(s.program)) {
        wrong("mpirun-under-srun",
              "srun starts mpirun, once for each rank, and every one of "
              "them starts ranks of its own");
        return nullptr;
    }
    return &s;
}

bool
accepted()
{
    const Batch &b = trial().batch;
    if (!b.error.empty())
        wrong(b.hint, "sbatch: error: " + b.error);
    for (const char *name :
         {"nodes", "ntasks", RANKS_PER_NODE, CORES_PER_RANK}) {
        auto found = b.options.find(name);
        if (found == b.options.end() || judged_already())
            continue;
        bool range = found->first == "nodes" &&
                     found->second.find('-') != std::string::npos;
        if (!range && slurm_number(found->second) < 0)
            wrong(b.hint, say("sbatch: error: Invalid numeric value \"%s\" "
                              "for --%s",
                              found->second.c_str(), name));
    }
    return !judged_already();
}

// An option of the step goes before that of the job.
int64_t
merged(const Step &s, const char *name)
{
    return number(s.options, name) > 0
               ? number(s.options, name)
               : number(trial().batch.options, name);
}

TEST(job, nodes_and_ranks)
{
    if (!accepted())
        return;
    const SlurmOptions &o = trial().batch.options;
    int64_t nodes = nodes_of(o);
    if (nodes != NODES)
        return missing("", nodes < 0 ? "sbatch is not asked for 2 nodes"
                                     : say("sbatch is asked for %d nodes, "
                                           "expected 2",
                                           (int)nodes));
    const Step *s = the_step();
    if (s == nullptr)
        return;
    int64_t per_node = merged(*s, RANKS_PER_NODE);
    int64_t ranks = merged(*s, "ntasks");
    if (s->options.count("nodes") && nodes_of(s->options) != NODES)
        return wrong("",
                     "srun is told to use other nodes than the job's 2");
    if (ranks < 0 && per_node > 0)
        ranks = NODES * per_node;
    if (ranks == RANKS && per_node != PER_NODE)
        return missing("leaves-the-split-open",
                       "8 ranks are asked for, and nothing says how many "
                       "of them each node gets");
    if (ranks != RANKS)
        missing(per_node == RANKS ? "total-per-node" : "",
                ranks < 0
                    ? std::string("nobody says how many ranks run")
                    : say("%d ranks would run, expected 8", (int)ranks));
}

TEST(job, cores_for_each_rank)
{
    if (!accepted())
        return;
    const SlurmOptions &o = trial().batch.options;
    const Step *s = the_step();
    if (s == nullptr)
        return;
    int64_t asked = number(o, CORES_PER_RANK);
    if (asked != CORES && !o.count("exclusive"))
        return missing("one-core-each",
                       asked < 0 ? "sbatch is not asked for cores, so each "
                                   "rank has one"
                                 : say("sbatch is asked for %d cores a "
                                       "rank, expected 8",
                                       (int)asked));
    int64_t step = number(s->options, CORES_PER_RANK);
    if (step < 0)
        step = slurm_number(value_of(s->variables, "SRUN_CPUS_PER_TASK"));
    if (step != CORES)
        wrong(step < 0 ? "srun-gets-no-cores" : "",
              step < 0 ? std::string("the job has 8 cores for each rank, "
                                     "but srun is not told, and gives each "
                                     "rank 1")
                       : say("srun gives each rank %d cores, expected 8",
                             (int)step));
}

// OMP_NUM_THREADS as the program gets it.
std::string
threads_variable(const Step &s)
{
    std::string list = value_of(s.options, "export");
    size_t at = list.find("OMP_NUM_THREADS=");
    if (at == std::string::npos)
        return list == "NONE" ? ""
                              : value_of(s.variables, "OMP_NUM_THREADS");
    list = list.substr(at + strlen("OMP_NUM_THREADS="));
    return list.substr(0, list.find(','));
}

TEST(job, number_of_threads)
{
    const Step *s = the_step();
    if (s == nullptr)
        return;
    std::string told = threads_variable(*s), words;
    for (const std::string &w : s->program) {
        words += (words.empty() ? "" : " ") + w;
        if (&w != &s->program[0] &&
            (w == "8" || (w.size() > 2 && w.substr(w.size() - 2) == "=8")))
            return;
        if (w == "OMP_NUM_THREADS=8") // env OMP_NUM_THREADS=8 ./hybrid
            return;
    }
    if (told != "8")
        wrong("threads-not-told",
              "srun starts \"" + words + "\" with OMP_NUM_THREADS " +
                  (told.empty() ? "empty or not set" : "= " + told) +
                  "; the program is not told to make 8 threads");
}

TEST(job, time_limit)
{
    if (!accepted())
        return;
    const SlurmOptions &o = trial().batch.options;
    if (!o.count("time"))
        return missing("no-time-limit", "there is no time limit");
    std::string text = value_of(o, "time");
    int64_t s = slurm_seconds(text);
    if (s < 0)
        wrong("time-has-units",
              "sbatch: error: Invalid --time specification: " + text);
    else if (s < 5 * 60)
        wrong(
            "seconds-for-minutes",
            say("--time=%s is %lld seconds; at least 5 minutes were asked "
                "for",
                text.c_str(), (long long)s));
    else if (s > 3600)
        wrong("minutes-for-seconds",
              say("--time=%s is %lld minutes; at most 1 hour was asked for",
                  text.c_str(), (long long)s / 60));
}

} // namespace
