// thread_barrier.cc - does everybody wait for everybody, round after round,
// however late some of them wake?
#include "driver_stage.h"

namespace
{

using namespace stage;

enum ops { COME, LET_GO }; // as in the probe
enum kinds { SCRIPT, BAD, AT_ONCE };
enum { SPURIOUSLY = 1, DROWSILY }; // waits, as in probe_conduct.h

enum purposes { ROUNDS, SPURIOUS, LATE, DROWSY };

struct Script {
    purposes purpose;
    int n;
    bool newest;
    std::vector<Step> steps;
};

std::vector<Script> scripts;
std::vector<Question> questions;
size_t bad_case;

const Step go = {0, LET_GO, 0};

Step
come(int actor)
{
    return {actor, COME, 0};
}

// All n come once in each round, in random order.
void
by_rounds(purposes purpose, int n, int rounds)
{
    Script s = {purpose, n, false, {}};
    for (int r = 0; r < rounds; r++) {
        std::vector<int> order;
        for (int a = 0; a < n; a++)
            order.insert(order.begin() + random_between(0, a), a);
        for (int a : order)
            s.steps.insert(s.steps.end(), {come(a), go});
    }
    scripts.push_back(s);
}

void
late(int n, std::vector<Step> steps)
{
    for (bool newest : {false, true})
        scripts.push_back({LATE, n, newest, steps});
}

// The last one of a round comes back, and goes round again, before those
// that it has woken have looked.
void
make_late()
{
    late(2, {come(0), come(1), come(1), go, come(0), go});
    late(2, {come(0), come(1), come(1), go, come(0), come(0), go, come(1),
             go});
    late(3, {come(0), come(1), come(2), come(2), go, come(0), come(1), go});
    late(4, {come(3), come(1), come(0), come(2), come(2), go, come(1),
             come(0), come(3), come(3), go, come(2), come(1), come(0), go});
}

// All come while the first, who has seen that it must wait, is not asleep
// yet.
void
make_drowsy()
{
    for (int n : {2, 3}) {
        Script s = {DROWSY, n, false, {}};
        for (int a = 0; a < n; a++)
            s.steps.push_back(come(a));
        s.steps.push_back(go);
        scripts.push_back(s);
    }
}

void
make_questions()
{
    by_rounds(ROUNDS, 3, 1);
    by_rounds(ROUNDS, 2, 3);
    by_rounds(ROUNDS, 1, 3);
    by_rounds(ROUNDS, 4, 3);
    by_rounds(ROUNDS, 7, 2);
    for (int n : {2, 3, 5})
        by_rounds(SPURIOUS, n, 3);
    make_late();
    make_drowsy();
    for (const Script &s : scripts)
        questions.push_back(Question()
                            << SCRIPT << s.n << (s.newest ? 1 : 0)
                            << (s.purpose == SPURIOUS ? SPURIOUSLY
                                : s.purpose == DROWSY ? DROWSILY
                                                      : 0)
                            << as_values(s.steps));
    bad_case = questions.size();
    questions.push_back(Question() << BAD);
}

Launch &
run_of(const char *build)
{
    static std::map<std::string, Launch> runs;
    if (questions.empty())
        make_questions();
    auto found = runs.find(build);
    if (found == runs.end())
        found = runs.emplace(build, run_probe(build, 0, questions)).first;
    return found->second;
}

// --- who should be where -----------------------------------------------

class Replay
{
  public:
    explicit Replay(const Script &s) : script_(s)
    {
    }

    Fault
    take(const Step &step, const Outcome &o)
    {
        /* Whoever is still in the barrier was not told to come again. */
        if (step.op == COME && call_.count(step.actor) == 0) {
            call_[step.actor] = ++came_;
            story_ +=
                say("%sthread %d", story_.empty() ? "" : ", ", step.actor);
        }
        for (const Done &d : o.done)
            if (Fault f = ended(d))
                return f;
        return o.held > 0 ? Fault() : at_rest();
    }

    bool
    anybody_back() const
    {
        return !back_.empty();
    }

  private:
    // The calls are numbered as they come; n of them make a round.
    int
    round_of(int call) const
    {
        return (call - 1) / script_.n;
    }

    bool
    complete(int round) const
    {
        return came_ >= (round + 1) * script_.n;
    }

    std::string
    so_far() const
    {
        return say("a barrier of %d; these came: ", script_.n) + story_ +
               ". ";
    }

    Fault
    ended(const Done &d)
    {
        int round = round_of(call_[d.actor]);
        call_.erase(d.actor);
        if (!complete(round)) {
            int here = came_ - round * script_.n;
            std::string words =
                say("Thread %d went on with %d of %d in its round", d.actor,
                    here, script_.n);
            if (script_.purpose == SPURIOUS)
                return {"WRONG", "if-for-while",
                        so_far() + words +
                            ": its wait ended without a signal (POSIX "
                            "calls it spurious)"};
            return {"WRONG",
                    script_.purpose == LATE ? "fast-thread-laps"
                    : round > 0             ? "works-once"
                                            : "",
                    so_far() + words};
        }
        back_[round]++;
        ones_[round] += d.result == 1;
        if (d.result != 0 && d.result != 1)
            return {"WRONG", "",
                    so_far() +
                        say("bar_wait returned %lld", (long long)d.result)};
        if (ones_[round] > 1)
            return {"WRONG", "two-get-one",
                    so_far() +
                        say("Two threads got 1 in round %d", round + 1)};
        if (back_[round] == script_.n && ones_[round] == 0)
            return {"WRONG", "nobody-gets-one",
                    so_far() + say("Nobody got 1 in round %d", round + 1)};
        return {};
    }

    Fault
    at_rest() const
    {
        int left = 0, round = 0;
        for (const auto &[actor, call] : call_)
            if (complete(round_of(call))) {
                left++;
                round = round_of(call);
            }
        if (left == 0)
            return {};
        bool late = script_.purpose == LATE;
        std::string why =
            late ? ". The last thread of a round was back before those "
                   "that it had woken had looked, as it may be on any "
                   "machine"
            : script_.purpose == DROWSY
                ? ". The others came while the first had seen that it must "
                  "wait and was not asleep yet, as they may on any machine"
                : "";
        return {
            "DEADLOCK",
            late                        ? "fast-thread-laps"
            : script_.purpose == DROWSY ? "wakes-without-the-lock"
            : left < script_.n - 1      ? "signal-wakes-one"
                                        : "",
            so_far() +
                say("All %d of round %d have come, and ", script_.n,
                    round + 1) +
                amount(left, "of them still waits", "of them still wait") +
                why};
    }

    const Script &script_;
    std::map<int, int> call_, back_, ones_;
    std::string story_;
    int came_ = 0;
};

const Fault posix = {
    "WRONG", "uses-posix-barrier",
    "it calls pthread_barrier_wait; the exercise is to build one"};

Fault
play(Launch &run, size_t i)
{
    Answer *a = run.need((int)i);
    if (a == nullptr)
        return {"judged", "", ""};
    if (a->i64() == 0)
        return {"WRONG", "", say("bar_new(%d) gave NULL", scripts[i].n)};
    Played p = read_played(a);
    if (a->i64() > 0)
        return posix;
    Replay replay(scripts[i]);
    for (size_t k = 0; k < p.outcomes.size(); k++) {
        bool last = k + 1 == p.outcomes.size();
        Fault f = last && p.spins
                      ? Fault{"WRONG", "spins-instead-of-waiting",
                              "a thread that should wait kept using the "
                              "processor: it looks again and again instead "
                              "of sleeping"}
                      : replay.take(scripts[i].steps[k], p.outcomes[k]);
        if (!f)
            continue;
        std::string where = places_of(run, p.sites);
        if (f.verdict == "DEADLOCK" && p.elsewhere > 0) {
            f.hint = replay.anybody_back() ? "returns-with-the-lock"
                                           : "lock-kept";
            f.evidence +=
                ". " + amount(p.elsewhere, "thread waits", "threads wait") +
                " for a lock that nobody gives back";
        }
        if (f.verdict == "DEADLOCK" && !where.empty())
            f.evidence += ". Asleep: " + where;
        return f;
    }
    return {};
}

const Fault &
first_fault()
{
    static Fault found = [] {
        Launch &run = run_of("plain");
        for (size_t i = 0; i < scripts.size(); i++)
            if (!run.answers[0].count((int)i))
                return Fault{run.verdict, "", run.evidence};
            else if (Fault f = play(run, i))
                return f;
        return Fault();
    }();
    return found;
}

void
check(purposes most)
{
    Launch &run = run_of("plain");
    for (size_t i = 0; i < scripts.size() && !judged_already(); i++)
        if (scripts[i].purpose <= most)
            judge_fault(play(run, i));
}

TEST(thread_barrier, all_wait_for_the_last)
{
    check(ROUNDS);
}

TEST(thread_barrier, a_wait_may_end_by_itself)
{
    check(SPURIOUS);
}

TEST(thread_barrier, fast_and_slow_threads)
{
    check(DROWSY);
}

TEST(thread_barrier, bad_arguments)
{
    Answer *a = run_of("plain").need((int)bad_case);
    if (a == nullptr)
        return;
    const char *calls[] = {
        "bar_new(0) must give NULL", "bar_new(-3) must give NULL",
        "bar_wait(NULL) must return -1", "a barrier of 1 returns 1 at once",
        "a barrier of 1 returns 1 every time"};
    for (int k = 0; k < 5; k++)
        if (a->i64() != (k == 2 ? -1 : 1))
            return wrong(k < 3 ? "bad-arguments" : "", calls[k]);
}

TEST(thread_barrier, no_race)
{
    hint_on("RACE", "count-unlocked");
    static Launch run = run_probe("race", 0, {Question() << AT_ONCE << 3});
    run_of("plain");
    check_free_run(run, first_fault());
    Answer *a = judged_already() ? nullptr : run.need(0);
    int64_t got = a == nullptr ? 54 : a->i64();
    if (got != 54)
        wrong("", say("three threads looked 54 times for what the others "
                      "had written before the barrier; it was there %lld "
                      "times",
                      (long long)got));
}

TEST(thread_barrier, memory_and_leftovers)
{
    hint_on("LEAK", "not-given-back");
    check_memory(run_of("asan"));
    if (!first_fault())
        check_leftovers(run_of("plain"));
}

} // namespace
