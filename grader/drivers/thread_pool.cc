// thread_pool.cc - does a pool make each call once, together, and wait for
// the last; and does it serve a second loop?
#include "driver_stage.h"

namespace
{

using namespace stage;

enum kinds { LOOPS, BAD, FREELY, NO_THREADS, ENDLESS }; // as in the probe
enum ways { PLAIN, MEET, SLOW };
enum waits { AS_SIGNALLED, SPURIOUS, DROWSY }; // see probe_conduct.h
enum { ACTORS = 8, NOT_RUN = -77 };

struct Loop {
    int64_t n;
    ways way;
};

struct Case {
    int nthreads;
    waits how;
    std::vector<Loop> loops;
};

std::vector<Case> cases;
std::vector<Question> questions;
size_t bad_case;

// One loop alone, then what a second one and an empty one do.
void
make_questions()
{
    cases = {
        {3, AS_SIGNALLED, {{random_between(20, 60), PLAIN}}},
        {1, AS_SIGNALLED, {{random_between(5, 20), PLAIN}}},
        {2, AS_SIGNALLED, {{1, SLOW}}},
        {3, AS_SIGNALLED, {{random_between(150, 200), SLOW}}},
        {4, AS_SIGNALLED, {{4, MEET}}},
        {2, AS_SIGNALLED, {}},
        {3, AS_SIGNALLED, {{12, PLAIN}, {random_between(5, 30), PLAIN}}},
        {2, AS_SIGNALLED, {{6, MEET}, {9, SLOW}, {7, PLAIN}, {2, MEET}}},
        {3, AS_SIGNALLED, {{0, PLAIN}}},
        {3, AS_SIGNALLED, {{5, PLAIN}, {0, PLAIN}, {5, PLAIN}, {1, PLAIN}}},
        {5, AS_SIGNALLED, {{3, MEET}, {700, PLAIN}, {11, SLOW}}},
        {7, AS_SIGNALLED, {{14, MEET}}},
        {3, SPURIOUS, {{10, PLAIN}, {3, MEET}, {8, SLOW}}},
        {2, SPURIOUS, {{1, SLOW}, {0, PLAIN}, {4, MEET}}},
        {1, DROWSY, {{3, PLAIN}, {1, PLAIN}}},
        {3, DROWSY, {{10, PLAIN}, {5, MEET}}},
    };
    for (const Case &c : cases) {
        std::vector<int64_t> loops;
        for (const Loop &l : c.loops)
            loops.insert(loops.end(), {l.n, l.way});
        questions.push_back(Question()
                            << LOOPS << c.nthreads << c.how << loops);
    }
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

// --- what was seen -----------------------------------------------------

struct Call {
    int64_t back, result, early, before_gate, elsewhere;
};

struct Counts {
    int64_t none, twice, unseen, first, outside, most_inside;
};

Call
read_call(Answer *a)
{
    Call c;
    for (int64_t *v :
         {&c.back, &c.result, &c.early, &c.before_gate, &c.elsewhere})
        *v = a->i64();
    return c;
}

Counts
read_counts(Answer *a)
{
    Counts c;
    for (int64_t *v : {&c.none, &c.twice, &c.unseen, &c.first, &c.outside,
                       &c.most_inside})
        *v = a->i64();
    return c;
}

// The faults of one loop, the cause before the symptom.
Fault
fault_of_counts(const std::string &name, int64_t n, const Counts &c)
{
    auto wrong_with = [&](const char *hint, const std::string &words) {
        return Fault{"WRONG", hint, name + ": " + words};
    };
    if (c.outside > 0)
        return wrong_with("outside", amount(c.outside, "call") +
                                         say(" of f had another ctx, or a "
                                             "number outside 0 .. %lld",
                                             (long long)n - 1));
    if (c.twice > 0)
        return wrong_with("claimed-twice",
                          amount(c.twice, "number was", "numbers were") +
                              say(" handed out more than once, beginning "
                                  "with %lld",
                                  (long long)c.first));
    if (c.none > 0)
        return wrong_with(c.none < n ? "numbers-missing" : "",
                          amount(c.none, "number was", "numbers were") +
                              say(" never handed out, beginning with %lld",
                                  (long long)c.first));
    return {};
}

std::string
name_of(const Case &c, size_t k)
{
    static const char *const ways[] = {
        "", ", each f waiting for the others", ", f(0) slow"};
    return say("%s%s, tp_for number %zu, n = %lld%s",
               amount(c.nthreads, "thread").c_str(),
               c.how == SPURIOUS ? ", waits that end without a signal"
               : c.how == DROWSY
                   ? ", threads that lose the processor just before they "
                     "sleep"
                   : "",
               k + 1, (long long)c.loops[k].n, ways[c.loops[k].way]);
}

Fault
fault_of_loop(const Case &c, size_t k, const Call &call,
              const Counts &counts, int64_t threads)
{
    int64_t n = c.loops[k].n;
    std::string name = name_of(c, k);
    if (call.early > 0)
        return {"WRONG",
                c.how == SPURIOUS ? "if-for-while" : "returns-early",
                name + ": tp_for had returned while a call of f was "
                       "still running"};
    if (!call.back) {
        const char *hint =
            c.how == DROWSY                   ? "wakes-without-the-lock"
            : threads == 0 && counts.none > 0 ? "too-few-threads"
            : n == 0                          ? "empty-loop-hangs"
            : k > 0                           ? "second-loop-hangs"
            : c.how == SPURIOUS && counts.none == 0 ? "if-for-while"
                                                    : "loop-hangs";
        return {"DEADLOCK", hint,
                name +
                    ": tp_for does not return, and nothing can move any "
                    "more; " +
                    amount(n - counts.none, "call") +
                    say(" of %lld were made", (long long)n)};
    }
    if (call.result != 0)
        return {"WRONG", "",
                name +
                    say(": tp_for returned %lld", (long long)call.result)};
    return fault_of_counts(name, n, counts);
}

// Was the work shared?
Fault
fault_of_sharing(const Case &c, size_t k, const Call &call,
                 const Counts &counts, int64_t threads)
{
    int64_t n = c.loops[k].n;
    int64_t most = std::min<int64_t>(n, c.nthreads);
    bool meet = c.loops[k].way == MEET && counts.most_inside < most;
    bool slow = c.loops[k].way == SLOW && c.nthreads > 1 &&
                call.before_gate < n - 1;
    const char *hint = call.elsewhere > 0             ? "f-under-the-lock"
                       : slow && call.before_gate > 0 ? "dealt-in-advance"
                       : threads > 0                  ? "too-few-threads"
                                                      : "";
    if (meet)
        return {"SERIAL", hint,
                name_of(c, k) +
                    say(": %lld calls could run at the same time, and at "
                        "most %lld did",
                        (long long)most, (long long)counts.most_inside)};
    if (slow)
        return {"SERIAL", hint,
                name_of(c, k) +
                    say(": while f(0) ran, only %lld of the other %lld "
                        "calls were made; the rest waited behind it",
                        (long long)call.before_gate, (long long)n - 1)};
    return {};
}

enum asked { RIGHT, SHARED };

Fault
end_of_case(const Case &c, Answer *a, const Call &last, bool freed,
            const Launch &run)
{
    bool spins = a->i64() != 0;
    a->i64(); // who waits elsewhere
    std::string where = places_of(run, a->i64s());
    if (spins)
        return {"WRONG", "spins-instead-of-waiting",
                "a thread that should wait kept using the processor: it "
                "looks again and again instead of sleeping"};
    if (last.back)
        return {};
    return {"DEADLOCK", freed ? "free-hangs" : "loop-hangs",
            say("a pool of %s: %s does not return, and nothing can move "
                "any more%s",
                amount(c.nthreads, "thread").c_str(),
                freed ? "tp_free" : "tp_new",
                where.empty() ? "" : (". Asleep: " + where).c_str())};
}

Fault
play(Launch &run, size_t i, asked what)
{
    const Case &c = cases[i];
    Answer *a = run.need((int)i);
    if (a == nullptr)
        return {"judged", "", ""};
    if (a->i64() != 0) // spoiled by a case before
        return {"WRONG", "spins-instead-of-waiting",
                "a thread kept using the processor instead of sleeping"};
    Fault found;
    Call call = read_call(a);
    bool freed = false;
    if (call.back && call.result == 0)
        return {"WRONG", "", say("tp_new(%d) gave NULL", c.nthreads)};
    for (size_t k = 0; k < c.loops.size() && call.back; k++) {
        call = read_call(a);
        Counts counts = read_counts(a);
        Fault f =
            fault_of_loop(c, k, call, counts, a->seen.threads - ACTORS);
        if (!f && call.back && what == SHARED)
            f = fault_of_sharing(c, k, call, counts,
                                 a->seen.threads - ACTORS);
        if (!found)
            found = f;
    }
    if (call.back) {
        call = read_call(a);
        freed = true;
    }
    Fault end = end_of_case(c, a, call, freed, run);
    if (end.verdict == "WRONG" || !found)
        found = end ? end : found;
    int64_t made = a->seen.threads - ACTORS;
    if (!found && made > c.nthreads)
        return {"WRONG", "threads-for-each-loop",
                say("a pool of %s with %zu loops made %lld threads; they "
                    "are to be made once",
                    amount(c.nthreads, "thread").c_str(), c.loops.size(),
                    (long long)made)};
    if (!found && what == SHARED && made + 1 < c.nthreads)
        return {"SERIAL", made > 0 ? "too-few-threads" : "",
                say("tp_new(%d) and its loops made %s", c.nthreads,
                    amount(made, "thread").c_str())};
    return found;
}

const Fault &
first_fault()
{
    static Fault found = [] {
        Launch &run = run_of("plain");
        for (asked what : {RIGHT, SHARED})
            for (size_t i = 0; i < cases.size(); i++)
                if (!run.answers[0].count((int)i))
                    return Fault{run.verdict, "", run.evidence};
                else if (Fault f = play(run, i, what))
                    return f;
        return Fault();
    }();
    return found;
}

void
check(bool many_loops, waits how, asked what)
{
    Launch &run = run_of("plain");
    for (size_t i = 0; i < cases.size() && !judged_already(); i++)
        if (how == cases[i].how &&
            (many_loops || cases[i].loops.size() < 2))
            judge_fault(play(run, i, what));
}

// Is the first question without an answer one of these?
bool
crashed_in(waits how)
{
    Launch &run = run_of("plain");
    for (size_t i = 0; i < cases.size(); i++)
        if (!run.answers[0].count((int)i))
            return cases[i].how == how;
    return false;
}

// n has more than 32 bits, and what is left of it without them is little.
void
check_endless()
{
    const int64_t n = (INT64_C(1) << 32) + random_between(2, 9);
    Launch run = run_probe("plain", 0, {Question() << ENDLESS << n});
    Answer *a = run.need(0);
    if (a == nullptr)
        return;
    for (int k = 0; k < 5; k++)
        a->i64(); // tp_new
    bool back = a->i64() != 0;
    int64_t calls = a->i64();
    if (back)
        wrong("number-cut",
              say("2 threads, n = %lld: tp_for returned after ",
                  (long long)n) +
                  amount(calls, "call"));
}

TEST(thread_pool, every_number_once)
{
    check(false, AS_SIGNALLED, RIGHT);
    if (!judged_already())
        check_endless();
}

TEST(thread_pool, one_loop_after_the_other)
{
    check(true, AS_SIGNALLED, RIGHT);
    if (crashed_in(SPURIOUS))
        hint_on("CRASH", "if-for-while");
    check(true, SPURIOUS, RIGHT);
    check(true, DROWSY, RIGHT);
}

TEST(thread_pool, threads_share_the_work)
{
    check(true, AS_SIGNALLED, SHARED);
}

// Two of four threads are made, and there is no room for the third.
void
check_refused()
{
    for (const char *verdict : {"CRASH", "DEADLOCK", "ORPHAN"})
        hint_on(verdict, "thread-refused");
    Launch run = run_probe("plain", 0, {Question() << NO_THREADS << 4});
    Answer *a = run.need(0);
    if (a == nullptr || a->seen.refused == 0) // made fewer; told elsewhere
        return;
    if (a->i64() != 1)
        return wrong("thread-refused",
                     "the third of four threads cannot be had "
                     "(pthread_create returns EAGAIN), but tp_new(4) did "
                     "not give NULL");
    int64_t left = a->i64();
    if (left > 0)
        judge("ORPHAN", "thread-refused",
              "the third of four threads cannot be had; tp_new(4) gave "
              "NULL, but " +
                  amount(left, "thread that it had made is",
                         "threads that it had made are") +
                  " still there");
}

TEST(thread_pool, bad_arguments)
{
    hint_on("DEADLOCK", "missed-the-start");
    if (crashed_in(SPURIOUS))
        hint_on("CRASH", "if-for-while");
    Answer *a = run_of("plain").need((int)bad_case);
    if (a == nullptr)
        return;
    const char *calls[] = {"tp_new(0) must give NULL",
                           "tp_new(-1) must give NULL",
                           "tp_for(NULL, ...) must return -1",
                           "tp_for with n = -1 must return -1",
                           "tp_for with f = NULL must return -1",
                           "no call may be made when an argument is bad"};
    const int64_t want[] = {1, 1, -1, -1, -1, 0};
    for (int k = 0; k < 6; k++)
        if (a->i64() != want[k])
            return wrong("bad-arguments", calls[k]);
    if (!first_fault()) // the smallest of all faults
        check_refused();
}

TEST(thread_pool, no_race)
{
    hint_on("RACE", "counter-unlocked");
    hint_on("DEADLOCK", "missed-the-start");
    hint_on("ORPHAN", "never-joined");
    static Launch run =
        run_probe("race", 0, {Question() << FREELY << 2 << 2 << 12});
    run_of("plain");
    check_free_run(run, first_fault());
    for (int k = 0; k < 2 && !judged_already(); k++) {
        Answer *a = run.need(0);
        for (int skip = 0; a != nullptr && skip < k; skip++)
            read_counts(a);
        if (a != nullptr)
            judge_fault(
                fault_of_counts("2 threads, n = 12", 12, read_counts(a)));
    }
}

TEST(thread_pool, memory_and_leftovers)
{
    hint_on("DEADLOCK", "missed-the-start");
    hint_on("LEAK", "not-given-back");
    hint_on("ORPHAN", "never-joined");
    if (run_of("asan").evidence.find("after free") != std::string::npos)
        hint_on("MEMORY", "never-joined");
    check_memory(run_of("asan"));
    if (!first_fault())
        check_leftovers(run_of("plain"));
}

} // namespace
