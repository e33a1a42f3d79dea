// mpirun_any.cc - the learner's script before four launchers that parse
// their command lines like the real ones and write down what they would
// have started.
#include "driver_teller.h"

#include <csignal>
#include <algorithm>
#include <map>
#include <tuple>

namespace
{

const char *const families[] = {"openmpi4", "openmpi5", "hydra", "intel"};
const char *const full_names[] = {"Open MPI 4", "Open MPI 5",
                                  "MPICH (Hydra)", "Intel MPI"};

using Words = std::vector<std::string>;

// What a run under one launcher left behind.
struct Trial {
    Ended ended;
    std::string command; // as a learner would type it
    struct Start {
        int ranks;
        bool untold; // mpirun had no number of ranks to go by
        Words words;
    };
    std::vector<Start> starts;
};

struct Settings : Teller::Orders {
    std::string input;
};

std::string
typed(const Words &args)
{
    std::string s = "mpirun_any.sh";
    for (const std::string &w : args) {
        bool plain =
            !w.empty() && w.find_first_of(" '\"*$\\") == std::string::npos;
        bool quote = w.find('\'') != std::string::npos;
        s += plain ? " " + w : quote ? " \"" + w + "\"" : " '" + w + "'";
    }
    return s;
}

std::vector<Trial::Start>
read_log(const std::string &log)
{
    std::vector<Trial::Start> starts;
    size_t begin = 0;
    for (size_t end; (end = log.find('\n', begin)) != std::string::npos;
         begin = end + 1) {
        std::string line = log.substr(begin, end - begin);
        if (line.rfind("ranks=", 0) == 0)
            starts.push_back({atoi(line.c_str() + 6),
                              line.find(" untold") != std::string::npos,
                              {}});
        else if (!starts.empty())
            starts.back().words.push_back(line);
    }
    return starts;
}

// What the launcher makes of a call, which does not change.
std::vector<Trial::Start>
started_by(const std::string &family, const Teller::Call &call, bool root)
{
    using Key = std::tuple<std::string, Words, Words, bool>;
    static std::map<Key, std::vector<Trial::Start>> known;
    auto [found, is_new] =
        known.insert({{family, call.words, call.variables, root}, {}});
    if (is_new)
        found->second = read_log(replay(
            grader_root() + "/grader/probes/mpirun_any/fake-" + family,
            call, root));
    return found->second;
}

Trial
run_script(const std::string &family, const Words &args,
           const Settings &set)
{
    static Trial hopeless; // what had to be stopped is not run again
    if (!hopeless.command.empty())
        return hopeless;
    static const char *const wrapper =
        "PATH=${BOX_ROOT:-}/fake:/usr/bin:/bin\n"
        "export PATH\n"
        "printf '%s' \"$INPUT\" | (unset INPUT\n"
        "    exec /bin/sh \"${BOX_ROOT:-}/answer/mpirun_any.sh\" \"$@\")\n";
    Teller teller(set);
    Program p;
    p.argv = {"/bin/sh", "-c", wrapper, "sh"};
    p.argv.insert(p.argv.end(), args.begin(), args.end());
    p.env = {"INPUT=" + set.input};
    p.files = {{submission(), "/answer/mpirun_any.sh"},
               {grader_root() + "/grader/probes/mpirun_any/fake-" + family,
                "/fake-launcher"},
               {teller.path(), "/fake/mpirun"}};
    p.stream = "log";
    Trial r;
    r.ended = run_program(p);
    /* The wrapper outlives the script and tells how that ended. */
    if (r.ended.end == BOX_EXITED && r.ended.status == 128 + SIGXCPU) {
        r.ended.end = BOX_TIME;
        r.ended.why = "it was stopped for using too much processor time";
    }
    r.command = typed(args);
    for (const Teller::Call &call : teller.calls(r.ended.stream))
        for (const Trial::Start &start : started_by(family, call, set.root))
            r.starts.push_back(start);
    if (r.ended.end != BOX_EXITED && r.ended.end != BOX_SIGNALLED)
        hopeless = r;
    return r;
}

// Judges what is no answer at all: a hang, a crash, a box that failed.
bool
ended_well(const Trial &r)
{
    const Ended &e = r.ended;
    if (e.end == BOX_EXITED &&
        e.err.find("Cannot fork") != std::string::npos) {
        judge("MLE", "processes",
              r.command +
                  ": it started more processes than a run may have");
        return false;
    }
    const char *verdict = e.end == BOX_EXITED      ? ""
                          : e.end == BOX_SIGNALLED ? "CRASH"
                          : e.end == BOX_STUCK     ? "DEADLOCK"
                          : e.end == BOX_TIME      ? "TLE"
                          : e.end == BOX_MEMORY    ? "MLE"
                          : e.end == BOX_OUTPUT    ? "OLE"
                                                   : "GRADER_ERROR";
    if (*verdict != '\0')
        judge(verdict, "", r.command + ": " + e.why);
    else if (e.survivors > 0)
        judge("ORPHAN", "",
              r.command +
                  say(": %d process%s still running after the script had "
                      "ended",
                      e.survivors, e.survivors == 1 ? " was" : "es were"));
    return *verdict == '\0' && e.survivors == 0;
}

bool
has(const std::string &text, const char *words)
{
    return text.find(words) != std::string::npos;
}

std::string
first_sentence(const std::string &err)
{
    size_t at = 0;
    while (at < err.size() && (err[at] == '-' || err[at] == '\n'))
        at++;
    std::string s = err.substr(at, 160);
    std::replace(s.begin(), s.end(), '\n', ' ');
    return s.empty() ? "(nothing on standard error)" : "\"" + s + "\"";
}

// The launcher started nothing: what did it dislike?
std::string
refusal(const std::string &err)
{
    if (has(err, "argument oversubscribe"))
        return "always-says-oversubscribe";
    if (has(err, "\"--map-by=") || has(err, "argument map-by"))
        return "writes-map-by-with-equals";
    if (has(err, "as root"))
        return "confirms-root-only-once";
    if (has(err, "not enough slots"))
        return "sets-the-variable-of-version-4";
    return "";
}

std::string
listed(const Words &words)
{
    std::string s;
    for (const std::string &w : words)
        s += (s.empty() ? "[" : " [") + w + "]";
    return s;
}

// Was PROG with these words started once on this many ranks?
void
check_start(const char *launcher, const Trial &r, int ranks,
            const Words &want)
{
    std::string words = r.command + " with " + launcher + ": ";
    if (!ended_well(r))
        return;
    if (r.starts.empty())
        return wrong(refusal(r.ended.err), words + "nothing was started; " +
                                               first_sentence(r.ended.err));
    if (r.starts.size() > 1)
        return wrong("tries-again-after-failure",
                     words + say("the program was started %zu times",
                                 r.starts.size()));
    const Trial::Start &got = r.starts[0];
    if (got.words != want) {
        std::string all;
        for (const std::string &w : want)
            all += (all.empty() ? "" : " ") + w;
        bool joined = got.words.size() == 1 && got.words[0] == all;
        show(words, listed(want), listed(got.words));
        Words with_number = want;
        with_number.insert(with_number.begin(), say("%d", ranks));
        wrong(joined                     ? "joins-the-arguments"
              : got.words == with_number ? "passes-the-number-on"
                                         : "splits-the-arguments",
              words + "mpirun must be told " + listed(want) +
                  ", was told " + listed(got.words));
    } else if (got.ranks != ranks)
        wrong(got.untold ? "leaves-n-out" : "",
              words +
                  say("ranks started: %d, expected %d", got.ranks, ranks) +
                  (got.untold ? " (mpirun was told no number)" : ""));
}

const Words program = {"./prog"};

TEST(mpirun_any, more_ranks_than_slots)
{
    for (int f = 0; f < 4 && !judged_already(); f++)
        check_start(full_names[f],
                    run_script(families[f], {"7", "./prog"}, {}), 7,
                    program);
}

TEST(mpirun_any, arguments_as_they_are)
{
    const Words want = {"./prog",          "a b",   "",     "*",
                        "--oversubscribe", "-n",    "9",    "it's",
                        "\"q\"",           "$HOME", "a  b", "\\n"};
    Words args = want;
    args.insert(args.begin(), "3");
    for (int f = 0; f < 4 && !judged_already(); f++)
        check_start(full_names[f], run_script(families[f], args, {}), 3,
                    want);
}

TEST(mpirun_any, exit_status)
{
    for (int f = 0; f < 4 && !judged_already(); f++)
        for (int status : {0, 3, 1, 255}) {
            Settings set;
            set.status = status;
            Trial r = run_script(families[f], {"2", "./prog"}, set);
            check_start(full_names[f], r, 2, program);
            if (r.ended.status != status && r.ended.end == BOX_EXITED)
                wrong("loses-the-exit-status",
                      r.command + " with " + full_names[f] +
                          say(": mpirun ended with %d and the script with "
                              "%d",
                              status, r.ended.status));
        }
}

TEST(mpirun_any, for_root_too)
{
    for (int f = 0; f < 4 && !judged_already(); f++) {
        Settings set;
        set.root = true;
        check_start(full_names[f],
                    run_script(families[f], {"2", "./prog"}, set), 2,
                    program);
    }
}

TEST(mpirun_any, input_and_output)
{
    for (int f = 0; f < 4 && !judged_already(); f++) {
        Settings set;
        Trial silent = run_script(families[f], {"2", "./prog"}, set);
        check_start(full_names[f], silent, 2, program);
        std::string who = silent.command + " with " + full_names[f] + ": ";
        if (!silent.ended.out.empty() || !silent.ended.err.empty())
            return wrong("", who +
                                 "all went well, and the script printed "
                                 "something of its own: " +
                                 first_sentence(silent.ended.out +
                                                silent.ended.err));
        set.speech = "a word on standard error";
        set.input = "a line for the program\n";
        Trial r = run_script(families[f], {"2", "./prog"}, set);
        if (!judged_already() && r.ended.out != set.input)
            wrong("", who +
                          "the program copies its input to its output; "
                          "expected " +
                          first_sentence(set.input) + ", got " +
                          first_sentence(r.ended.out));
        if (!judged_already() && r.ended.err != set.speech + "\n")
            wrong("", who + "standard error must be that of the program, " +
                          first_sentence(set.speech) + "; got " +
                          first_sentence(r.ended.err));
    }
}

TEST(mpirun_any, usage)
{
    const std::vector<Words> bad = {{"3"},
                                    {"abc", "./prog"},
                                    {"0", "./prog"},
                                    {"-2", "./prog"},
                                    {"2x", "./prog"},
                                    {"", "./prog"},
                                    {"1.5", "./prog"},
                                    {"./prog", "2"},
                                    {}};
    for (size_t i = 0; i < bad.size() && !judged_already(); i++) {
        Trial r = run_script(families[i % 4], bad[i], {});
        if (!ended_well(r))
            return;
        std::string who = r.command + " with " + full_names[i % 4] + ": ";
        if (!r.starts.empty())
            wrong("trusts-its-usage",
                  who +
                      say("with %d as the number of ranks, ",
                          r.starts[0].ranks) +
                      listed(r.starts[0].words) + " were started");
        else if (r.ended.status != 2)
            wrong("trusts-its-usage",
                  who +
                      say("bad usage must end with status 2, got %d and ",
                          r.ended.status) +
                      first_sentence(r.ended.err));
        else if (r.ended.err.empty() || !r.ended.out.empty())
            wrong("trusts-its-usage",
                  who +
                      "one sentence belongs on standard error and nothing "
                      "on standard output");
    }
}

} // namespace
