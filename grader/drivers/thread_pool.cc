// thread_pool.cc - does a pool make each call once, together, and wait for
// the last; and does it serve a second loop?
#include "driver_stage.h"

namespace
{

using namespace stage;

enum kinds { LOOPS, BAD, FREELY }; // as in the probe
enum ways { PLAIN, MEET, SLOW };
enum { ACTORS = 8, NOT_RUN = -77 };

struct Loop {
    int64_t n;
    ways way;
};

struct Case {
    int nthreads;
    bool spurious;
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
        {3, false, {{random_between(20, 60), PLAIN}}},
        {1, false, {{random_between(5, 20), PLAIN}}},
        {4, false, {{4, MEET}}},
        {2, false, {{1, SLOW}}},
        {3, false, {{17, SLOW}}},
        {2, false, {}},
        {3, false, {{12, PLAIN}, {random_between(5, 30), PLAIN}}},
        {2, false, {{6, MEET}, {9, SLOW}, {7, PLAIN}, {2, MEET}}},
        {3, false, {{0, PLAIN}}},
        {3, false, {{5, PLAIN}, {0, PLAIN}, {5, PLAIN}, {1, PLAIN}}},
        {5, false, {{3, MEET}, {700, PLAIN}, {11, SLOW}}},
        {7, false, {{14, MEET}}},
        {3, true, {{10, PLAIN}, {3, MEET}, {8, SLOW}}},
        {2, true, {{1, SLOW}, {0, PLAIN}, {4, MEET}}},
    };
    for (const Case &c : cases) {
        std::vector<int64_t> loops;
        for (const Loop &l : c.loops)
            loops.insert(loops.end(), {l.n, l.way});
        questions.push_back(Question() << LOOPS << c.nthreads
                                       << (c.spurious ? 1 : 0) << loops);
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

// --- what was seen
// ---------------------------------------------------------

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
               c.spurious ? ", waits that end without a signal" : "", k + 1,
               (long long)c.loops[k].n, ways[c.loops[k].way]);
}

Fault
fault_of_loop(const Case &c, size_t k, const Call &call,
              const Counts &counts)
{
    int64_t n = c.loops[k].n;
    std::string name = name_of(c, k);
    if (call.early > 0)
        return {"WRONG", c.spurious ? "if-for-while" : "returns-early",
                name + ": tp_for had returned while a call of f was "
                       "still running"};
    if (!call.back) {
        const char *hint = n == 0  ? "empty-loop-hangs"
                           : k > 0 ? "second-loop-hangs"
                           : c.spurious && counts.none == 0 ? "if-for-while"
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
    const char *hint =
        call.elsewhere > 0 ? "f-under-the-lock"
        : counts.most_inside > 1 || call.before_gate > 0 || threads > 0
            ? "dealt-in-advance"
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
        Fault f = fault_of_loop(c, k, call, counts);
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
        return {"SERIAL", "",
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
check(bool many_loops, bool spurious, asked what)
{
    Launch &run = run_of("plain");
    for (size_t i = 0; i < cases.size() && !judged_already(); i++)
        if (spurious == cases[i].spurious &&
            (many_loops || cases[i].loops.size() < 2))
            judge_fault(play(run, i, what));
}

TEST(thread_pool, every_number_once)
{
    check(false, false, RIGHT);
}

TEST(thread_pool, one_loop_after_the_other)
{
    check(true, false, RIGHT);
    check(true, true, RIGHT);
}

TEST(thread_pool, threads_share_the_work)
{
    check(true, false, SHARED);
}

TEST(thread_pool, bad_arguments)
{
    hint_on("DEADLOCK", "missed-the-start");
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
    check_memory(run_of("asan"));
    if (!first_fault())
        check_leftovers(run_of("plain"));
}

} // namespace
