// sparse_exchange.cc - does each value arrive, once, in its own exchange?
#include "driver_mpi.h"

#include <algorithm>

namespace
{

enum { CALLS = 2, LATE = 100, BAD = 1000 };

// Of one call: where the values of each rank of MPI_COMM_WORLD go, modulo
// the size of the communicator.
using Wishes = std::vector<std::vector<int64_t>>;
struct Input {
    Wishes call[CALLS];
};
std::vector<Input> inputs;

Wishes
any_wishes(int64_t most)
{
    Wishes w(7);
    for (auto &mine : w)
        for (int64_t n = random_between(0, most); n > 0; n--)
            mine.push_back(random_between(0, 419));
    return w;
}

// Everybody writes to everybody, so the slow ones get something too.
Wishes
to_all()
{
    Wishes w(7);
    for (auto &mine : w)
        for (int64_t r = 0; r < 7; r++)
            mine.push_back(r);
    return w;
}

Wishes
all_to(int64_t dst, int times)
{
    Wishes w(7);
    for (auto &mine : w)
        mine.assign((size_t)times, dst);
    return w;
}

void
put(Question &q, const Input &in, bool late, int bad)
{
    q << late << bad;
    for (const Wishes &w : in.call) {
        std::vector<int64_t> counts, all;
        for (const auto &mine : w) {
            counts.push_back((int64_t)mine.size());
            all.insert(all.end(), mine.begin(), mine.end());
        }
        q << counts << all;
    }
}

Battery &
battery()
{
    static Battery b;
    if (!inputs.empty())
        return b;
    Wishes own(7), nothing(7), one(7);
    for (size_t r = 0; r < 7; r++)
        own[r].assign(2, (int64_t)r); // on MPI_COMM_WORLD: to oneself
    one[0] = {0, 1, 2, 3, 4, 5, 6};
    inputs = {{{any_wishes(6), any_wishes(6)}},
              {{nothing, own}},
              {{all_to(0, 40), nothing}},
              {{one, all_to(1, 3)}},
              {{to_all(), to_all()}}};
    for (size_t i = 0; i < inputs.size(); i++)
        b.add((int)i, [&](Question &q) { put(q, inputs[i], false, 0); },
              i == 0   ? std::vector<int>{WORLD, DUPLICATE, REVERSED,
                                          ODD_EVEN, SELF}
              : i == 1 ? std::vector<int>{WORLD}
                       : std::vector<int>{DUPLICATE, ODD_EVEN});
    for (int shape : {DUPLICATE, REVERSED})
        b.add_one(LATE + 4, shape, PLAIN,
                  [&](Question &q) { put(q, inputs[4], true, 0); });
    for (int bad : {1, 2, 3, 4})
        b.add_one(BAD + bad, DUPLICATE, PLAIN,
                  [&](Question &q) { put(q, inputs[4], false, bad); });
    return b;
}

// What world rank `world` must get in a call, sorted.
std::vector<int64_t>
wanted(const Input &in, int call, const MpiCase &c, int np, int world)
{
    std::vector<int64_t> values;
    int size = shape_size(c.shape, np, world);
    int rank = shape_rank(c.shape, np, world);
    for (int r = 0; r < np; r++) {
        bool member = c.shape == SELF ? r == world
                                      : shape_half(c.shape, r) ==
                                            shape_half(c.shape, world);
        const std::vector<int64_t> &theirs = in.call[call][(size_t)r];
        for (size_t i = 0; member && i < theirs.size(); i++)
            if (theirs[i] % size == rank)
                values.push_back(
                    ((shape_half(c.shape, r) * 10 + call) * 10 + r) *
                        INT64_C(1000000) +
                    (int64_t)i);
    }
    std::sort(values.begin(), values.end());
    return values;
}

int
sender_of(int64_t value)
{
    return (int)(value / 1000000 % 10);
}

int
call_of(int64_t value)
{
    return (int)(value / 10000000 % 10);
}

struct Got {
    int64_t returned[CALLS], count[CALLS];
    std::vector<int64_t> values[CALLS]; // sorted
    MpiEvents events;
};

Got
take(Answer &a)
{
    Got g;
    for (int call = 0; call < CALLS; call++) {
        g.returned[call] = a.i64();
        g.values[call] = a.i64s();
        g.count[call] = a.i64();
        std::sort(g.values[call].begin(), g.values[call].end());
    }
    g.events = take_events(a);
    return g;
}

using Values = std::vector<int64_t>;

// Those of a that are not in b.
Values
without(const Values &a, const Values &b)
{
    Values rest;
    std::set_difference(a.begin(), a.end(), b.begin(), b.end(),
                        std::back_inserter(rest));
    return rest;
}

// Did this rank go on looking after it had found nothing?
bool
goes_on_looking(const MpiEvents &events)
{
    int empty = 0;
    for (const MpiEvent &e : events)
        if (e.call == "MPI_Ibarrier") // and it looks until that is over
            return true;
        else
            empty += e.kind == PROBES && e.peer < 0;
    return empty > 2 * CALLS;
}

std::string
mistake(const Got &g, const Values &missing, const Values &extra, int call,
        int world, int rank, bool late)
{
    if (g.events.empty() || send_was_changed())
        return ""; // not begun yet, or something else was sent
    for (const MpiEvent &e : g.events)
        late = late || (e.kind == SENDS && e.peer == rank);
    for (int64_t v : extra)
        if (call_of(v) != call)
            return "mixes-two-calls";
    for (int64_t v : without(g.values[1 - call], missing))
        if (call_of(v) != 1 - call)
            return "mixes-two-calls";
    for (int64_t v : missing)
        if (late || sender_of(v) != world) // not only its own
            return goes_on_looking(g.events)
                       ? "sent-is-not-received"
                       : "stops-at-the-first-empty-probe";
    return missing.empty() ? "" : "forgets-itself";
}

std::string
lists(const Values &values)
{
    std::string s;
    for (size_t i = 0; i < values.size() && i < 6; i++)
        s += say("%s%lld of rank %d", i > 0 ? ", " : "",
                 (long long)(values[i] % 1000000), sender_of(values[i]));
    return values.size() > 6 ? s + ", ..." : s;
}

void
check_call(int np, const MpiCase &c, int world, int call, const Got &g)
{
    Values want = wanted(inputs[(size_t)(c.id % LATE)], call, c, np, world);
    const Values &got = g.values[call];
    std::string words =
        say("sparse_exchange, call %d, on rank %d %s%s: ", call + 1, world,
            where(np, c).c_str(),
            c.id >= LATE ? ", where messages and the end of a barrier come "
                           "late"
                         : "");
    show(words, numbers(want), numbers(got));
    Values missing = without(want, got), extra = without(got, want);
    if (!missing.empty() || !extra.empty())
        return wrong(mistake(g, missing, extra, call, world,
                             shape_rank(c.shape, np, world), c.id >= LATE),
                     words +
                         say("%s should come, %zu came",
                             amount((int64_t)want.size(), "value").c_str(),
                             got.size()) +
                         (missing.empty() ? ""
                                          : "; missing: value number " +
                                                lists(missing)) +
                         (extra.empty() ? ""
                                        : "; not meant to come: value "
                                          "number " +
                                              lists(extra)));
    if (g.count[call] != (int64_t)want.size())
        return wrong("",
                     words + say("*ngot must be %zu, got %lld", want.size(),
                                 (long long)g.count[call]));
    if (g.returned[call] != 0)
        wrong("", words + say("it must return 0, got %lld",
                              (long long)g.returned[call]));
}

// The cases whose id lies in [from, to).
void
check_cases(const char *build, int from, int to)
{
    battery().for_each_case(build, [&](int np, const MpiCase &c,
                                       const std::vector<Answer *> &all) {
        if (c.id < from || c.id >= to)
            return;
        for (int world = 0; world < np && !judged_already(); world++) {
            Got g = take(*all[(size_t)world]);
            for (int call = 0; call < CALLS; call++)
                check_call(np, c, world, call, g);
        }
    });
}

bool
stuck_in(const char *call)
{
    for (int np : {1, 2, 3}) {
        const Launch &run = battery().launch("plain", np);
        if (run.verdict == "DEADLOCK" &&
            run.evidence.find(call) != std::string::npos)
            return true;
    }
    return false;
}

void
hints()
{
    bool sends = stuck_in("MPI_Send") || stuck_in("MPI_Ssend") ||
                 stuck_in("MPI_Wait");
    hint_on("DEADLOCK", stuck_in("has returned") && !sends ? "leaves-early"
                        : sends || !stuck_in("MPI_Barrier")
                            ? "waits-before-it-receives"
                            : "blocks-in-the-barrier");
    for (int np : {1, 2})
        if (battery().launch("plain", np).evidence.find("ERR_RANK") !=
            std::string::npos)
            hint_on("CRASH", "bad-arguments");
    // What is left in a communicator that was freed confuses the next one.
    if (stuck_in("MPI_Comm_dup") && !stuck_in("has returned"))
        hint_on("DEADLOCK", "sent-is-not-received");
    // Somebody asks without end for what nobody sends any more.
    hint_on("TLE", "blocks-in-the-barrier");
    hint_on("LEAK", "keeps-its-memory");
    for (int np : Battery::ranks_of("plain"))
        for (const Leftover &l : battery().launch("plain", np).left)
            if (l.kind == "MPI-communicator")
                hint_on("LEAK", "keeps-its-communicator");
}

TEST(sparse_exchange, every_value_arrives)
{
    hints();
    check_cases("plain", 0, LATE);
}

TEST(sparse_exchange, also_when_messages_are_late)
{
    hints();
    check_cases("plain", LATE, BAD);
}

TEST(sparse_exchange, bad_arguments)
{
    hints();
    battery().for_each("plain", [](int, int world, const MpiCase &c,
                                   Answer &a) {
        static const char *const what[] = {"", "got NULL", "ngot NULL",
                                           "a rank that comm has not",
                                           "nd -1"};
        int64_t got = a.i64();
        if (c.id >= BAD && got != -1)
            wrong("", say("sparse_exchange with %s must return -1 on rank "
                          "%d, got %lld",
                          what[c.id - BAD], world, (long long)got));
    });
}

TEST(sparse_exchange, with_mpich)
{
    hints();
    check_cases("mpich", 0, BAD);
}

TEST(sparse_exchange, memory_and_leftovers)
{
    hints();
    battery().check_memory();
    battery().check_leftovers();
}

} // namespace
