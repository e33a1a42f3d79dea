// driver.h - what the GoogleTest drivers share.
//
// A driver is trusted.  It never links, loads or maps the learner's code: it
// sends questions to a probe that runs in a box, reads the answers, and
// compares values with GoogleTest.  `grade` reads the verdict of each test
// from GoogleTest's own JSON report.
#ifndef MANY_HANDS_DRIVER_H
#define MANY_HANDS_DRIVER_H

#include <cstdint>
#include <map>
#include <random>
#include <string>
#include <vector>

#include <gtest/gtest.h>

extern "C" {
#include "box.h"
}

// Pseudorandom inputs; the seed is recorded, SEED= replays it.
extern std::mt19937_64 rng;
int64_t random_between(int64_t low, int64_t high);

// --- questions -------------------------------------------------------------

class Question {
public:
    Question &operator<<(int64_t value);
    Question &operator<<(int value) { return *this << (int64_t)value; }
    Question &operator<<(double value);
    Question &operator<<(const std::string &bytes);
    Question &operator<<(const std::vector<int64_t> &values);
    const std::string &text() const { return text_; }

private:
    std::string text_;
};

// How an MPI case is run; the first values of its question.
enum Shape { WORLD, DUPLICATE, REVERSED, ODD_EVEN, SELF, SHAPES };
enum Sends { PLAIN, SYNCHRONOUS, DELAYED, SEND_MODES };
const char *shape_name(int shape);
const char *sends_name(int sends);
// Ranks of the communicator that world rank `rank` is in, and its own there.
int shape_size(int shape, int np, int rank);
int shape_rank(int shape, int np, int rank);
int shape_half(int shape, int rank);

// --- answers ---------------------------------------------------------------

// What the keeper saw of a case from outside the answer's memory.
struct Seen {
    int64_t born = 0, threads = 0; // processes and threads made, by all
    int64_t made = 0;        // the same, when nobody else could come to meet
    int64_t together = 0;    // children held at birth at the same time
    int64_t at_wait = -1; // watched pages the caller had touched when it
                          // first waited for a held child; -1: not known
    int64_t refused = 0;     // workers that it could not make
    int64_t most_inside = 0; // workers at work at the same time
    struct Call {
        int worker; // 0 is the caller's own thread
        uint64_t seed;
        int64_t first, last;
    };
    std::vector<Call> calls; // who began which work
    struct Worker {
        int64_t cpu_ns;    // processor time, -1: not known
        int64_t low, high; // pages of the watched halves it touched
        int64_t shared; // pages of shared memory; -1: a thread, or killed
    };
    std::vector<Worker> workers; // by number
};

class Answer {
public:
    explicit Answer(std::string text = "") : text_(std::move(text)) {}
    int64_t i64(); // each takes the next value; a missing one is a failure
    double real();
    std::string bytes();
    std::vector<int64_t> i64s();
    bool bad() const { return bad_; }
    Seen seen;
    void rewind() { at_ = 0; }

private:
    bool take(char kind);
    std::string text_;
    size_t at_ = 0;
    bool bad_ = false;
};

struct Leftover {
    std::string kind, text;
    int64_t count;
    int rank, index;
};

// One run of the probe: all questions, all ranks.
struct Launch {
    std::string build;   // "plain", "asan", "tsan", "race", "mpich"
    int np = 0;          // ranks; 0 without MPI
    std::string verdict; // "" when it ended as it should
    std::string detail, evidence;
    std::string frames; // the learner's own calls where a checker stopped it
    std::string out, err;
    // answers[rank][case]; absent when the run ended before
    std::vector<std::map<int, Answer>> answers;
    std::vector<Leftover> left;
    int last_started = -1;
    std::map<int, std::string> when; // of cases in which something fails
    bool stray = false; // a child came back from the learner's function

    // ", when no child can be made", for a case in which something fails.
    std::string occasion(int index) const;
    // The rank on which the buffer of a send was changed before the send
    // was complete, or -1.
    int changed_send() const;

    // The answer, or nullptr after judging the test by what stopped the run.
    Answer *need(int index, int rank = 0);
};

// Runs the questions; np = 0: one process, else mpirun -n np.  cpu_seconds:
// of processor time for each process, 0: what every run has.
Launch run_probe(const std::string &build, int np,
                 const std::vector<Question> &questions,
                 double cpu_seconds = 0);

// Runs that need not wait for each other, two at a time where the grader
// has nothing else to do.  run_probe, asked for one of them, has it
// already; but not if anything must be said of it: that is found out
// undisturbed.
struct Planned {
    std::string build;
    std::vector<Question> questions;
    double cpu_seconds = 0;
};
void run_ahead(const std::vector<Planned> &plan);

// Runs any program in a box (the script exercises).  `files` are seen inside
// under the given names.
struct Program {
    std::vector<std::string> argv, env;
    std::vector<std::pair<std::string, std::string>> files; // host, inside
    std::string stream; // name of a pipe to collect, or ""
};
struct Ended {
    box_end end;
    int status;
    std::string out, err, stream, why;
    int survivors; // processes alive after it had ended
};
Ended run_program(const Program &program);

// The learner's file, a path outside the box (for scripts).
const std::string &submission();
const std::string &grader_root();

// --- verdicts --------------------------------------------------------------

// The first of these in a test decides it.  hint names an entry of the
// catalogue's "mistakes", or is "".
void judge(const char *verdict, const std::string &hint,
           const std::string &evidence, const std::string &detail = "");
inline void
wrong(const std::string &hint, const std::string &evidence)
{
    judge("WRONG", hint, evidence);
}

// What went in, what should have come out and what did.  If the next
// comparison calls wrong(), the report shows the three under each other and
// marks where the last two differ.
void show(const std::string &input, const std::string &expected,
          const std::string &got);
inline void
show(const std::string &input, int64_t expected, int64_t got)
{
    show(input, std::to_string(expected), std::to_string(got));
}
std::string numbers(const std::vector<int64_t> &values); // the first dozen

// The first that any test found; its verdict is "" as long as none has.
struct FirstFault {
    std::string verdict, hint, evidence, detail;
};
const FirstFault &fault_so_far();

// Was the current test judged already?
bool judged_already();

// hint to use when a run or a check gives this verdict (and detail)
void hint_on(const char *verdict, const char *hint);
const std::string *hint_for(const std::string &what); // or nullptr

// "1 rank", "2 ranks"; `many` where an s is not enough
std::string amount(int64_t n, const std::string &one,
                   const std::string &many = "");

// printf for evidence
std::string say(const char *format, ...)
    __attribute__((format(printf, 1, 2)));

// The checks that every exercise has.
void check_leftovers(const Launch &run);
// Was a send's buffer changed too early in the launch that was asked last?
// judge() tells it where it gets no other hint.
bool send_was_changed();
void note_unfinished(const Launch &run); // requests, for Launch::need
void check_memory(Launch &run); // an "asan" run
void check_races(Launch &run);  // a "tsan" or "race" run

#endif
