// driver_run.cc - launches probes in boxes and reads what they answer.
#include "driver_report.h"

#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <mutex>
#include <sched.h>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>

extern long driver_peak_rss_kb;
extern int driver_survivors;
extern double driver_cpu_seconds;
extern double driver_overtime;
const std::string &probe_folder();

namespace
{

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
note_totals(const box_result &r, const box_limits &limits)
{
    static std::mutex one_at_a_time; // see run_ahead
    std::lock_guard<std::mutex> held(one_at_a_time);
    double overtime = r.seconds - r.starved - limits.seconds;
    if (overtime > driver_overtime)
        driver_overtime = overtime;
    if (r.peak_rss_kb > driver_peak_rss_kb)
        driver_peak_rss_kb = r.peak_rss_kb;
    driver_survivors += r.survivors;
    driver_cpu_seconds += r.cpu_seconds;
}

// --- reading the reply pipes --------------------------------------------

// In the order of send_seen in probe_keeper.c.
Seen
read_seen(const std::string &text)
{
    Seen seen;
    Answer a(text);
    for (int64_t *count : {&seen.born, &seen.threads, &seen.made,
                           &seen.together, &seen.most_inside, &seen.at_wait,
                           &seen.refused})
        *count = a.i64();
    std::vector<int64_t> v = a.i64s();
    for (size_t i = 0; i + 3 < v.size(); i += 4)
        seen.calls.push_back(
            {(int)v[i], (uint64_t)v[i + 1], v[i + 2], v[i + 3]});
    v = a.i64s();
    for (size_t i = 0; i + 3 < v.size(); i += 4)
        seen.workers.push_back({v[i], v[i + 1], v[i + 2], v[i + 3]});
    return seen;
}

void
read_reply(Launch &run, int rank, const std::string &nonce,
           const char *data, size_t len, bool *done)
{
    size_t at = 0;
    Seen seen; // of the answer that follows
    while (at < len) {
        const char *line = data + at;
        const char *nl =
            static_cast<const char *>(memchr(line, '\n', len - at));
        if (nl == nullptr)
            return;
        std::string head(line, nl);
        at = (size_t)(nl - data) + 1;
        char kind[16], mark[48], what[40];
        int index, used = 0;
        long long count = 0;
        if (sscanf(head.c_str(), "%15s %d %47s %n", kind, &index, mark,
                   &used) < 3 ||
            nonce != mark) {
            set_verdict(
                run, "TAMPER",
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
        if (name == "left" &&
            sscanf(rest.c_str(), "%39s %lld %n", what, &count, &used) >= 2)
            run.left.push_back(
                {what, rest.substr((size_t)used), count, rank, index});
        size_t n = strtoul(rest.c_str(), nullptr, 10);
        if ((name == "answer" || name == "seen") && n > len - at)
            return;
        if (name == "seen") {
            seen = read_seen(std::string(data + at, n));
            at += n;
        }
        if (name == "answer") {
            if (*done || run.answers[(size_t)rank].count(index))
                return set_verdict(
                    run, "TAMPER",
                    "a question was answered twice: something other than "
                    "the grader's own code wrote into the channel");
            Answer &a = run.answers[(size_t)rank][index];
            a = Answer(std::string(data + at, n));
            a.seen = seen;
            at += n;
        }
    }
}

std::string
request_text(const std::vector<Question> &questions,
             const std::string &nonce)
{
    std::string body = nonce + "\n" + say("%zu\n", questions.size());
    for (const Question &q : questions)
        body += say("%zu\n", q.text().size()) + q.text() + "\n";
    return say("%zu\n", body.size()) + body;
}

std::vector<std::string>
environment(const std::string &build)
{
    return {
        "MPI=" + std::string(build == "mpich" ? "mpich" : "openmpi"),
        // Open MPI's handler prints a stack, for which it wants memory:
        // after an abort() of free() it would wait for ever for the lock
        // that free() holds.  So not on signal 6.
        "OMPI_MCA_opal_signal=7,8,11",
        // 16 MiB of freed blocks are kept to be recognised, not 256: ranks
        // that ask again and again would fill it.
        "ASAN_OPTIONS=exitcode=78:detect_stack_use_after_return=1:"
        "quarantine_size_mb=16:"
        "hard_rss_limit_mb=1024:handle_abort=0:allocator_may_return_null="
        "1:malloc_context_size=8",
        "LSAN_OPTIONS=exitcode=79:print_suppressions=0",
        "UBSAN_OPTIONS=print_stacktrace=1",
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

namespace
{

// A run of this answer has used up its time.  One long wait is enough: what
// runs after it gets a part of the usual limits, which is still many times
// what a right answer needs.
bool overran;

// Everything that a box_request points to, and the request itself.
class ProbeCall
{
  public:
    ProbeCall(const std::string &build, int np,
              const std::vector<Question> &questions, double cpu_seconds,
              HangWatch *watch = nullptr)
        : np_(np), table_(np), nonce_(new_nonce()),
          text_(request_text(questions, nonce_)),
          probe_(probe_folder() + "/" + build),
          machine_(grader_root() + "/grader/machine"),
          env_(environment(build)),
          watch_(watch), library_(HangWatch::library())
    {
        for (size_t k = 0; k < ranks(); k++) {
            names_.push_back(say("request.%zu", k));
            names_.push_back(say("reply.%zu", k));
        }
        make_streams();
        make_words(build);
        make_request(build, cpu_seconds);
    }

    // Runs the box; the caller frees the result.
    void
    run(box_result *result)
    {
        box_run(&request_, result);
    }

    void
    note(const box_result &result) const
    {
        note_totals(result, request_.limits);
    }

    // Reads all reply pipes; how many ranks answered everything.
    size_t
    read_replies(Launch &run)
    {
        size_t finished = 0;
        for (size_t k = 0; k < ranks(); k++) {
            bool done = false;
            read_reply(run, (int)k, nonce_, streams_[2 * k + 1].data,
                       streams_[2 * k + 1].len, &done);
            finished += done;
        }
        for (box_stream &s : streams_)
            free(s.data);
        return finished;
    }

    size_t
    ranks() const
    {
        return np_ > 0 ? (size_t)np_ : 1;
    }
    const std::string &
    probe() const
    {
        return probe_;
    }
    const wait_table *
    table()
    {
        return table_.look();
    }
    bool
    all_ended() const
    {
        return table_.all_ended();
    }

  private:
    void
    make_streams()
    {
        streams_.resize(names_.size());
        for (size_t k = 0; k < names_.size(); k++) {
            streams_[k] = box_stream();
            streams_[k].name = names_[k].c_str();
            if (k % 2 == 0) { // a request: we feed it
                streams_[k].feed = text_.data();
                streams_[k].feed_len = text_.size();
            }
        }
    }

    void
    make_words(const std::string &build)
    {
        if (np_ > 0)
            words_ = {"mpirun", "-n", say("%d", np_)};
        if (build == "tsan" || build == "asan") {
            words_.push_back("setarch"); // they want a known address layout
            words_.push_back("-R");
        }
        if (watch_ != nullptr) /* the probe is watched, not the warden */
            for (const char *word : {"env", "LD_PRELOAD=/observe.so",
                                     "OBSERVE_THREADS=/threads"})
                words_.push_back(word);
        words_.push_back("/probe");
        argv_ = c_array(words_);
        envp_ = c_array(env_);
    }

    void
    make_request(const std::string &build, double cpu_seconds)
    {
        files_ = {{probe_.c_str(), "/probe", false},
                  {machine_.c_str(), "/course/machine", false}};
        request_.argv = argv_.data();
        request_.env = envp_.data();
        request_.streams = streams_.data();
        request_.nstreams = streams_.size();
        request_.limits = box_default_limits;
        if (build == "asan" || build == "tsan") {
            request_.limits.rss_kb *= 3;
            request_.limits.cpu_seconds *= 2;
        }
        if (overran) {
            request_.limits.cpu_seconds /= 4;
            request_.limits.seconds /= 4;
        }
        if (np_ == 0) /* ranks use processor time while they wait */
            request_.limits.all_cpu_seconds =
                2 * request_.limits.cpu_seconds;
        if (cpu_seconds > 0)
            request_.limits.cpu_seconds = cpu_seconds;
        if (np_ > 0 && table_.good()) {
            files_.push_back({table_.path(), "/table", true});
            request_.stuck = RankTable::stuck;
            request_.stuck_arg = &table_;
        }
        if (watch_ != nullptr) {
            files_.push_back({watch_->path(), "/threads", true});
            files_.push_back({library_.c_str(), "/observe.so", false});
            request_.stuck = HangWatch::stuck;
            request_.stuck_arg = watch_;
        }
        request_.files = files_.data();
        request_.nfiles = files_.size();
    }

    int np_;
    RankTable table_;
    std::string nonce_, text_, probe_, machine_;
    std::vector<std::string> env_;
    HangWatch *watch_;
    std::string library_;
    std::vector<std::string> names_, words_;
    std::vector<box_stream> streams_;
    std::vector<box_file> files_;
    std::vector<char *> argv_, envp_;
    box_request request_ = box_request();
};

} // namespace

// The same questions once more, watched: why does it hang?  Only of programs
// that hang, so that no other one is disturbed.
static std::string
explain_threads(const std::string &build,
                const std::vector<Question> &questions, double seconds)
{
    HangWatch watch(probe_folder() + "/" + build);
    if (!watch.good())
        return "";
    ProbeCall call(build, 0, questions, seconds, &watch);
    Launch unused;
    unused.answers.resize(1);
    box_result result;
    call.run(&result);
    call.note(result);
    call.read_replies(unused);
    box_result_free(&result);
    return watch.text();
}

// --- runs made ahead -----------------------------------------------------

// By everything that is asked; only runs of which nothing is to be said.
static std::map<std::string, Launch> made_ahead;

static std::string
name_of(const std::string &build, const std::vector<Question> &questions,
        double seconds)
{
    std::string name = say("%s %g", build.c_str(), seconds);
    for (const Question &q : questions)
        name += "\n" + q.text();
    return name;
}

// Is nothing to be said of this run?
static bool
faultless(const Planned &p, Launch &run)
{
    run.build = p.build;
    ProbeCall call(p.build, 0, p.questions, p.cpu_seconds);
    run.answers.resize(1);
    box_result result;
    call.run(&result);
    run.out.assign(result.out ? result.out : "", result.out_len);
    run.err.assign(result.err ? result.err : "", result.err_len);
    bool good = call.read_replies(run) == 1 && run.verdict.empty() &&
                run.err.empty() && result.end == BOX_EXITED &&
                result.status == 0 && result.survivors == 0;
    if (good)
        call.note(result);
    box_result_free(&result);
    return good;
}

void
run_ahead(const std::vector<Planned> &plan)
{
    if (getenv("GRADE_ALONE") == nullptr ||
        std::thread::hardware_concurrency() < 2 ||
        box_level() != BOX_BUBBLEWRAP)
        return;
    std::vector<Launch> runs(plan.size());
    std::vector<char> good(plan.size());
    std::atomic<size_t> next{0};
    auto lane = [&] {
        for (size_t i; (i = next++) < plan.size();)
            good[i] = faultless(plan[i], runs[i]);
    };
    // A folder is removed by going into it (str_remove_tree): the second
    // thread gets a working directory of its own.
    std::thread other([&] {
        if (unshare(CLONE_FS) == 0)
            lane();
    });
    lane();
    other.join();
    for (size_t i = 0; i < plan.size(); i++)
        if (good[i])
            made_ahead[name_of(plan[i].build, plan[i].questions,
                               plan[i].cpu_seconds)] = runs[i];
}

// -------------------------------------------------------------------------

Launch
run_probe(const std::string &build, int np,
          const std::vector<Question> &questions, double seconds)
{
    auto ahead = np > 0
                     ? made_ahead.end()
                     : made_ahead.find(name_of(build, questions, seconds));
    if (ahead != made_ahead.end()) {
        Launch made = ahead->second;
        made_ahead.erase(ahead);
        return made;
    }
    Launch run;
    run.build = build;
    run.np = np;
    ProbeCall call(build, np, questions, seconds);
    run.answers.resize(call.ranks());
    box_result result;
    call.run(&result);
    call.note(result);
    run.out.assign(result.out ? result.out : "", result.out_len);
    run.err.assign(result.err ? result.err : "", result.err_len);
    size_t finished = call.read_replies(run);
    bool explained = run.verdict == "TAMPER" || result.end == BOX_FAILED ||
                     (build == "asan" && address_report(run)) ||
                     (build == "tsan" && thread_report(run)) ||
                     (build == "race" && race_records(run, call.probe())) ||
                     (np > 0 && mpi_stopped(run, result, call.table(),
                                            call.probe()));
    if (result.end == BOX_FAILED)
        set_verdict(run, "GRADER_ERROR", result.why);
    else if (!explained) {
        bool hang = result.end == BOX_STUCK;
        if (hang && np > 0 && call.all_ended())
            set_verdict(run, "ORPHAN",
                        "every rank had finished, but a process that your "
                        "code had made was still running; killed");
        else
            judge_end(run, result,
                      !hang    ? ""
                      : np > 0 ? explain_ranks(call.table(), np,
                                               call.probe())
                               : explain_threads(build, questions,
                                                 seconds));
        if (run.verdict.empty() && finished < call.ranks())
            set_verdict(
                run, np > 0 ? "CRASH" : "TAMPER",
                "the code ended the program (exit status 0) instead "
                "of returning from the function",
                "exit");
    }
    box_result_free(&result);
    overran = overran || run.verdict == "TLE";
    locate_crash(run, questions, seconds);
    note_unfinished(run);
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
    note_totals(result, request.limits);
    Ended e = {result.end,
               result.status,
               std::string(result.out ? result.out : "", result.out_len),
               std::string(result.err ? result.err : "", result.err_len),
               std::string(stream.data ? stream.data : "", stream.len),
               result.why,
               result.survivors};
    free(stream.data);
    box_result_free(&result);
    return e;
}
