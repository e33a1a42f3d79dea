// bounded_queue.cc - is a queue of threads full, empty and closed when it
// should be, whoever wakes first?
#include "driver_orders.h"
#include "driver_stage.h"

#include <algorithm>
#include <deque>

namespace
{

using namespace stage;

enum ops { PUSH, POP, CLOSE, LET_GO, POP_NOWHERE }; // as in the probe
enum kinds { SCRIPT, BAD, AT_ONCE };
enum { CLOSER = 6 };
enum { SPURIOUSLY = 1, DROWSILY }; // waits, as in probe_conduct.h

// What a script is there for decides which mistake it shows.
enum purposes {
    ORDER,
    WAITING,
    CLOSING,
    LEFT_IN_IT,
    SPURIOUS,
    LATE,
    DROWSY
};

struct Script {
    purposes purpose;
    int64_t cap;
    bool newest;
    std::vector<Step> steps;
};

std::vector<Script> scripts;
std::vector<Question> questions;
size_t bad_case;

int64_t next_value;

Step
push(int actor)
{
    return {actor, PUSH, next_value += random_between(1, 1000)};
}

Step
pop(int actor)
{
    return {actor, POP, 0};
}

const Step close_it = {CLOSER, CLOSE, 0}, go = {0, LET_GO, 0};

// Letting go after every step: the order in which threads run is known.
Script
at_once(purposes purpose, int64_t cap, std::vector<Step> steps)
{
    Script s = {purpose, cap, false, {}};
    for (const Step &step : steps) {
        s.steps.push_back(step);
        s.steps.push_back(go);
    }
    return s;
}

void
add(Script s)
{
    bool closed = false;
    for (const Step &step : s.steps)
        closed = closed || step.op == CLOSE;
    if (!closed) // so that nobody is left waiting
        s.steps.insert(s.steps.end(), {close_it, go});
    scripts.push_back(std::move(s));
}

// Pushers 0 .. 2 and poppers 3 .. 5 in any order; a tally of how many wait
// keeps the script from telling somebody who may still be in a call.
Script
at_random(purposes purpose, bool newest)
{
    int64_t cap = random_between(1, 3), items = 0;
    Script s = {purpose, cap, newest, {}};
    std::deque<int> pushers = {0, 1, 2}, poppers = {3, 4, 5};
    size_t waiting_push = 0, waiting_pop = 0;
    for (int i = 0; i < 14; i++) {
        bool full = items >= cap, empty = items == 0;
        bool push_now = random_between(0, 1) == 1;
        if (push_now && (full ? waiting_push : 0) < 2) {
            s.steps.push_back(push(pushers[waiting_push]));
            if (full)
                waiting_push++;
            else if (waiting_pop > 0)
                waiting_pop = 0, items = 0;
            else
                items++;
        } else if ((empty ? waiting_pop : 0) < 2) {
            s.steps.push_back(pop(poppers[waiting_pop]));
            if (empty)
                waiting_pop++;
            else if (waiting_push > 0)
                waiting_push = 0;
            else
                items--;
        }
        s.steps.push_back(go);
        if (waiting_push + waiting_pop > 1)
            break;
    }
    return s;
}

void
make_waiting()
{
    add(at_once(WAITING, 2,
                {pop(3), push(0), pop(4), pop(5), push(0), push(1)}));
    add(at_once(WAITING, 2,
                {push(0), push(1), push(0), pop(3), pop(3), push(1),
                 push(2), pop(4), pop(5)}));
    add(at_once(CLOSING, 2, {pop(3), pop(4), pop(5), close_it}));
    add(at_once(CLOSING, 1,
                {push(0), push(0), push(1), push(2), close_it, close_it,
                 pop(3), pop(3), push(0)}));
    add(at_once(LEFT_IN_IT, 4,
                {push(0), push(0), push(0), close_it, pop(3), push(1),
                 pop(4), pop(5), pop(3), close_it, pop(4)}));
    add(at_once(SPURIOUS, 2,
                {pop(3), push(0), push(0), push(0), push(1), pop(3), pop(4),
                 pop(4), pop(5)}));
    for (int i = 0; i < 4; i++)
        add(at_random(i < 2 ? WAITING : SPURIOUS, i % 2 == 1));
}

// Woken late: others come first, and signals meet threads that are awake
// already.
void
late(int64_t cap, std::vector<Step> steps)
{
    for (bool newest : {false, true})
        add({LATE, cap, newest, steps});
}

void
make_late()
{
    // two numbers come before the first waiter has looked
    late(2, {pop(3), pop(4), push(0), push(1), go});
    // two places fall free before the first waiter has looked
    late(2, {push(0), push(0), push(0), push(1), pop(3), pop(4), go});
    // pushers and poppers wait at the same time
    late(1, {pop(3), pop(4), push(0), push(1), go, push(2), pop(5), go});
    late(1, {push(0), push(0), push(1), pop(3), pop(4), go});
    // somebody is faster than the one that was woken
    late(1, {pop(3), push(0), pop(4), go, push(0), go});
    late(1, {push(0), push(0), pop(3), push(1), go, pop(4), go});
    // the close comes before a pusher, and before poppers, that were woken
    late(1, {push(0), push(0), pop(3), close_it, pop(4), go, pop(3), go});
    late(3, {pop(3), pop(4), pop(5), push(0), push(1), close_it, go});
}

// What a thread waits for comes when it has looked, and does not sleep yet.
void
make_drowsy()
{
    add({DROWSY, 2, false, {pop(3), push(0), go}});
    add({DROWSY, 1, false, {push(0), go, push(0), pop(3), go}});
    add({DROWSY, 2, false, {pop(3), close_it, go}});
    add({DROWSY, 1, false, {push(0), go, push(0), close_it, go}});
}

void
make_questions()
{
    std::vector<Step> many;
    for (int i = 0; i < 5; i++)
        many.push_back(push(0));
    for (int i = 0; i < 9; i++) {
        many.push_back(pop(3));
        many.push_back(push(i % 3));
    }
    add(at_once(ORDER, 5, many));
    add(at_once(ORDER, 1, {push(0), pop(3), push(1), pop(3)}));
    make_waiting();
    make_late();
    make_drowsy();
    for (const Script &s : scripts)
        questions.push_back(Question()
                            << SCRIPT << s.cap << (s.newest ? 1 : 0)
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

// --- a queue of one's own, to compare with -----------------------------

class Replay
{
  public:
    explicit Replay(const Script &s) : script_(s), orders_(s.cap)
    {
    }

    // One step and what came of it.
    Fault
    take(const Step &step, const Outcome &o)
    {
        /* Whoever is still in a call was not told to make another. */
        if (step.op != LET_GO && calls_.count(step.actor) == 0) {
            calls_[step.actor] = step;
            closing_ = closing_ || step.op == CLOSE;
            orders_.begin(step.actor, kind_of(step), step.value);
            note(step);
        }
        for (const Done &d : o.done) {
            Step call = calls_[d.actor];
            bool possible = orders_.end(d.actor, d.result, d.value);
            Fault f = ended(d);
            if (!possible)
                return f ? f : impossible(call, d);
        }
        return o.held > 0 ? Fault() : at_rest();
    }

  private:
    static Orders::Kind
    kind_of(const Step &step)
    {
        return step.op == PUSH    ? Orders::PUSH
               : step.op == CLOSE ? Orders::CLOSE
                                  : Orders::POP;
    }

    // Calls that overlap: each result alone could be, not all together.
    Fault
    impossible(const Step &call, const Done &d) const
    {
        return wrong_with(
            "", say("a %s returned %lld, and in whatever order the calls "
                    "took effect, that cannot be",
                    call.op == PUSH    ? "bq_push"
                    : call.op == CLOSE ? "bq_close"
                                       : "bq_pop",
                    (long long)d.result));
    }

    Fault
    wrong_with(const char *hint, const std::string &words) const
    {
        const char *of =
            script_.purpose == SPURIOUS ? "if-for-while" : hint;
        std::string late =
            script_.purpose == SPURIOUS
                ? ". A wait may end although nobody has signalled (POSIX "
                  "calls it spurious), or somebody else may have been "
                  "faster; here it did"
                : "";
        return {"WRONG", of, story() + words + late};
    }

    void
    note(const Step &s)
    {
        std::string words = s.op == PUSH
                                ? say("push %lld", (long long)s.value)
                            : s.op == CLOSE ? "close"
                                            : "pop";
        told_.push_back(words);
    }

    std::string
    story() const
    {
        std::string s = say("cap %lld; ", (long long)script_.cap);
        size_t from = told_.size() > 12 ? told_.size() - 12 : 0;
        s += from > 0 ? "... " : "";
        for (size_t i = from; i < told_.size(); i++)
            s += (i == from ? "" : ", ") + told_[i];
        return s + ": ";
    }

    Fault
    ended(const Done &d)
    {
        Step call = calls_[d.actor];
        calls_.erase(d.actor);
        if (call.op == CLOSE) {
            closed_ = true;
            return {};
        }
        return call.op == PUSH ? push_ended(call, d) : pop_ended(d);
    }

    Fault
    push_ended(const Step &call, const Done &d)
    {
        if (d.result == -1 && closing_)
            return {};
        if (d.result == -1)
            return wrong_with("",
                              "the last bq_push returned -1, but nobody "
                              "has closed the queue");
        if (d.result != 0)
            return wrong_with(
                "", say("bq_push returned %lld", (long long)d.result));
        if (closed_)
            return wrong_with("push-after-close",
                              "a bq_push returned 0 after the close");
        items_.push_back(call.value);
        if ((int64_t)items_.size() > script_.cap)
            return wrong_with(
                "holds-too-many",
                say("the queue has room for %lld, and %zu are in it",
                    (long long)script_.cap, items_.size()));
        return {};
    }

    Fault
    pop_ended(const Done &d)
    {
        if (d.result == -1 && !items_.empty())
            return wrong_with(closing_ ? "close-loses-items" : "",
                              say("bq_pop returned -1, but %lld was still "
                                  "in the queue",
                                  (long long)items_.front()));
        if (d.result == -1 && closing_)
            return {};
        if (d.result == -1)
            return wrong_with("",
                              "bq_pop returned -1 from an empty queue that "
                              "is open; it has to wait");
        if (d.result != 0)
            return wrong_with(
                "", say("bq_pop returned %lld", (long long)d.result));
        if (items_.empty())
            return wrong_with(
                "pops-from-empty",
                say("bq_pop returned 0 and the number %lld, but the queue "
                    "was empty",
                    (long long)d.value));
        int64_t oldest = items_.front();
        auto found = std::find(items_.begin(), items_.end(), d.value);
        items_.erase(found == items_.end() ? items_.begin() : found);
        if (d.value != oldest)
            return wrong_with(
                "wrong-order",
                say("bq_pop gave %lld; %lld has been in the queue longest",
                    (long long)d.value, (long long)oldest));
        return {};
    }

    // Nobody can move: may everybody wait who does?
    Fault
    at_rest() const
    {
        int pushers = 0, poppers = 0;
        for (const auto &[actor, call] : calls_) {
            pushers += call.op == PUSH;
            poppers += call.op == POP;
        }
        std::string who = amount(poppers, "thread") + " in bq_pop and " +
                          amount(pushers, "thread") + " in bq_push";
        if (calls_.size() > (size_t)(pushers + poppers))
            return stuck("lock-kept", "bq_close does not return");
        if (closing_ && pushers + poppers > 0)
            return stuck(script_.purpose == DROWSY ? "" : "close-wakes-one",
                         who +
                             " wait for ever, though the queue is closed");
        if (!items_.empty() && poppers > 0)
            return stuck("", who + say(" wait, though %lld is in the queue",
                                       (long long)items_.front()));
        if ((int64_t)items_.size() < script_.cap && pushers > 0)
            return stuck("", who + ", though the queue has room");
        return {};
    }

    Fault
    stuck(const char *hint, const std::string &words) const
    {
        const char *of = *hint != '\0'             ? hint
                         : script_.purpose == LATE ? "lost-wake-up"
                         : script_.purpose == DROWSY
                             ? "wakes-without-the-lock"
                             : "nobody-is-woken";
        std::string late =
            script_.purpose == LATE
                ? ". Threads that were woken came to the lock after the "
                  "others here, as they may on any machine"
            : script_.purpose == DROWSY
                ? ". What a thread waits for came when it had looked and "
                  "was not asleep yet, as it may on any machine"
                : "";
        return {"DEADLOCK", of, story() + words + late};
    }

    const Script &script_;
    Orders orders_;
    std::map<int, Step> calls_;
    std::deque<int64_t> items_;
    std::vector<std::string> told_;
    bool closing_ = false, closed_ = false;
};

Fault
play(Launch &run, size_t i)
{
    Answer *a = run.need((int)i);
    if (a == nullptr)
        return {"judged", "", ""};
    if (a->i64() == 0)
        return {"WRONG", "",
                i == 0 ? "bq_new(5) gave NULL" : "bq_new gave NULL"};
    Played p = read_played(a);
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
            f.hint = "lock-kept";
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

// The first fault of all scripts.
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
check(std::vector<purposes> some)
{
    Launch &run = run_of("plain");
    for (size_t i = 0; i < scripts.size() && !judged_already(); i++)
        for (purposes p : some)
            if (scripts[i].purpose == p)
                judge_fault(play(run, i));
}

TEST(bounded_queue, first_in_first_out)
{
    check({ORDER});
}

TEST(bounded_queue, full_and_empty_wait)
{
    check({ORDER, WAITING});
}

TEST(bounded_queue, close)
{
    check({ORDER, CLOSING, LEFT_IN_IT});
}

TEST(bounded_queue, whoever_wakes_first)
{
    check({ORDER, WAITING, CLOSING, LEFT_IN_IT, SPURIOUS, LATE, DROWSY});
}

TEST(bounded_queue, bad_arguments)
{
    Answer *a = run_of("plain").need((int)bad_case);
    if (a == nullptr)
        return;
    if (a->i64() != 1)
        return wrong("bad-arguments", "bq_new(0) must give NULL");
    for (const char *call :
         {"bq_push(NULL, 1)", "bq_pop(NULL, &x)", "bq_pop(q, NULL)"}) {
        int64_t got = a->i64();
        if (got != -1)
            return wrong("bad-arguments", say("%s must return -1, got %lld",
                                              call, (long long)got));
    }
}

TEST(bounded_queue, no_race)
{
    hint_on("RACE", "unlocked-look");
    static Launch run = run_probe("race", 0, {Question() << AT_ONCE << 2});
    run_of("plain");
    check_free_run(run, first_fault());
    Answer *a = judged_already() ? nullptr : run.need(0);
    if (a == nullptr)
        return;
    int64_t pushed = a->i64(), popped = a->i64(), sum = a->i64();
    int64_t want = 2 * (0 + 11) * 12 / 2 + 12 * 100;
    if (pushed != 24 || popped != 24 || sum != want)
        wrong("", say("two threads pushed 24 numbers, two popped at the "
                      "same time: %lld were popped, their sum is %lld "
                      "instead of %lld",
                      (long long)popped, (long long)sum, (long long)want));
}

TEST(bounded_queue, memory_and_leftovers)
{
    hint_on("LEAK", "not-given-back");
    check_memory(run_of("asan"));
    if (!first_fault())
        check_leftovers(run_of("plain"));
}

} // namespace
