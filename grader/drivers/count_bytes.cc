// count_bytes.cc - what an answer counts between a program and MPI, and
// whether it passes on what it was given.
#include "driver_mpi.h"

#include <algorithm>
#include <cstdlib>

namespace
{

enum Call { SEND, ISEND, SENDRECV, CALLS };
const char *const calls[] = {"MPI_Send", "MPI_Isend", "MPI_Sendrecv"};
enum Type { BYTE, INT, DOUBLE, HOLES, LARGE };
const char *const types[] = {"MPI_BYTE", "MPI_INT", "MPI_DOUBLE",
                             "a vector type of 2 doubles with gaps",
                             "a type of 16 MiB"};
const int64_t sizes[] = {1, 4, 8, 16, INT64_C(1) << 24};
const int64_t extents[] = {1, 4, 8, 40, INT64_C(1) << 24};
const int NOBODY = -1;

struct Message {
    Call call;
    int64_t n;
    Type type;
    int dest;
};
struct Input {
    std::vector<Message> messages;
    bool real = false;
};
std::vector<Input> inputs;

// One message a case comes first, so that the first wrong sum tells which.
Battery &
battery()
{
    static Battery b;
    if (!inputs.empty())
        return b;
    for (int call : {SEND, ISEND, SENDRECV})
        for (Type type : {BYTE, INT, DOUBLE, HOLES})
            inputs.push_back({{{(Call)call, random_between(2, 900), type,
                                (int)random_between(0, 6)}}});
    for (int call : {SEND, ISEND, SENDRECV})
        inputs.push_back({{{(Call)call, 12, DOUBLE, NOBODY}}});
    for (int i = 0; i < 4; i++) {
        Input many;
        for (int k = 0; k < 30; k++)
            many.messages.push_back(
                {(Call)random_between(0, 2), random_between(0, 500),
                 (Type)random_between(0, 3), (int)random_between(-1, 6)});
        inputs.push_back(many);
    }
    for (int call : {SEND, ISEND, SENDRECV}) {
        inputs.push_back({{{(Call)call, 200, LARGE, 0}}}); // 3.1 GiB
        inputs.push_back({{{(Call)call, 40, DOUBLE, 0}}, true});
    }
    for (size_t id = 0; id < inputs.size(); id++)
        for (int shape : {WORLD, DUPLICATE})
            b.add_one((int)id, shape, PLAIN, [&](Question &q) {
                std::vector<int64_t> v;
                for (const Message &m : inputs[id].messages)
                    v.insert(v.end(), {m.call, m.n, m.type, m.dest});
                q << v << (int)inputs[id].real;
            });
    return b;
}

struct Outcome {
    bool skipped = false; // no real message was risked
    int64_t returned = 0; // how many calls gave back what PMPI_ returned
    std::vector<int64_t> counted, passed;
    int64_t altered, low, high;
};

Outcome
outcome(const Input &in, Answer &a)
{
    Outcome o;
    a.rewind();
    o.skipped = a.i64() != 0;
    for (size_t i = 0; i < in.messages.size(); i++)
        o.returned += a.i64();
    o.counted = a.i64s();
    for (int c = 0; c < CALLS; c++)
        o.passed.push_back(a.i64());
    o.altered = a.i64();
    o.low = a.i64();
    o.high = a.i64();
    return o;
}

// --- what is counted ----------------------------------------------------

using Bytes = int64_t (*)(const Message &m);

int64_t
right(const Message &m)
{
    return m.dest == NOBODY ? 0 : m.n * sizes[m.type];
}

const struct {
    Bytes bytes;
    const char *hint;
} mistakes[] = {
    {[](const Message &m) { return m.dest == NOBODY ? 0 : m.n; },
     "counts-elements"},
    {[](const Message &m) { return m.dest == NOBODY ? 0 : sizes[m.type]; },
     "counts-one-element"},
    {[](const Message &m) {
         return m.dest == NOBODY ? 0 : m.n * extents[m.type];
     },
     "counts-the-gaps"},
    {[](const Message &m) { return m.call == ISEND ? 0 : right(m); },
     "isend-forgotten"},
    {[](const Message &m) { return m.call == SENDRECV ? 0 : right(m); },
     "sendrecv-forgotten"},
    {[](const Message &m) { return m.call == SEND ? right(m) : 0; },
     "isend-forgotten"},
    {[](const Message &m) { return right(m) + right(m); }, "counts-twice"},
    {[](const Message &m) {
         return m.dest == NOBODY     ? 0
                : m.call == SENDRECV ? right(m) + 8 * (m.n + 3)
                                     : right(m);
     },
     "counts-what-is-received"},
    {[](const Message &m) {
         return m.dest == NOBODY     ? 0
                : m.call == SENDRECV ? 8 * (m.n + 3)
                                     : right(m);
     },
     "counts-what-is-received"},
    {right, "too-small-a-type"}};

// What each rank of the world should have got in a case.
std::vector<int64_t>
expected(const Input &in, int np, int rank, Bytes bytes)
{
    std::vector<int64_t> sum((size_t)np);
    for (const Message &m : in.messages) {
        int to = in.real ? (rank + 1) % np
                         : (m.dest == NOBODY ? 0 : m.dest % np);
        sum[(size_t)to] += bytes(m);
    }
    return sum;
}

// The mistake that explains all sums of a launch.
std::string
mistake(int np)
{
    Launch &run = battery().launch("plain", np);
    for (const auto &m : mistakes) {
        bool explains = true, differs = false;
        for (size_t rank = 0; rank < run.answers.size(); rank++)
            for (auto &[index, a] : run.answers[rank]) {
                int id = battery().case_at(index).id;
                const Input &in = inputs[(size_t)id];
                Outcome o = outcome(in, a);
                if (o.skipped)
                    continue;
                std::vector<int64_t> got = o.counted,
                                     said = expected(in, np, (int)rank,
                                                     m.bytes);
                // What does not fit is a multiple of 2^32 too small.
                bool cut = m.bytes == right;
                for (size_t r = 0; r < got.size() && explains; r++)
                    explains = cut ? (got[r] - said[r]) % (1LL << 32) == 0
                                   : got[r] == said[r];
                differs =
                    differs || got != expected(in, np, (int)rank, right);
            }
        if (explains && differs)
            return m.hint;
    }
    return "";
}

std::string
words(const Input &in, int np, int rank, const MpiCase &c)
{
    const Message &m = in.messages[0];
    std::string what =
        in.messages.size() > 1
            ? amount((int64_t)in.messages.size(), "call")
            : say("%s of %lld elements of ", calls[m.call],
                  (long long)m.n) +
                  (in.real ? "MPI_INT64_T" : types[m.type]) +
                  (in.real            ? std::string(" to the next rank")
                   : m.dest == NOBODY ? std::string(" to MPI_PROC_NULL")
                                      : say(" to rank %d", m.dest % np));
    return what + " " + where(np, c) + say(", rank %d: ", rank);
}

void
check_counted(int np, int rank, const MpiCase &c, const Input &in,
              const Outcome &o)
{
    std::vector<int64_t> want = expected(in, np, rank, right);
    for (int r = 0; r < np; r++) {
        int64_t got = o.counted[(size_t)r], due = want[(size_t)r];
        if (got == due)
            continue;
        std::string w = words(in, np, rank, c), hint = mistake(np);
        bool nobody =
            in.messages.size() == 1 && in.messages[0].dest == NOBODY;
        show(w + say("bytes to rank %d", r), due, got);
        return wrong(nobody ? "counts-proc-null" : hint,
                     w + say("%lld bytes go to rank %d, counted were %lld",
                             (long long)due, r, (long long)got));
    }
}

void
check_passed(int np, int rank, const MpiCase &c, const Input &in,
             const Outcome &o)
{
    std::string w = words(in, np, rank, c);
    int64_t total = (int64_t)in.messages.size();
    if (in.real && o.altered > 0)
        return wrong("alters-the-call",
                     w + "the next rank got other numbers than were sent");
    // A call that became two others first: it is the cause.
    std::vector<int> order = {SEND, ISEND, SENDRECV};
    std::stable_sort(order.begin(), order.end(), [&](int a, int b) {
        return o.passed[(size_t)a] < o.passed[(size_t)b];
    });
    for (int call : order) {
        int64_t more = in.real ? 0 : o.passed[(size_t)call];
        if (more != 0)
            return wrong(more < 0 ? "not-passed-on" : "passes-on-twice",
                         w + say("P%s was called %lld times %s than %s",
                                 calls[call], std::llabs((long long)more),
                                 more < 0 ? "less" : "more", calls[call]));
    }
    if (o.altered > 0)
        return wrong("alters-the-call",
                     w + "the PMPI_ function did not get the arguments "
                         "that the program gave");
    if (o.returned != total)
        wrong("loses-the-result",
              w + "what the PMPI_ function returned must be returned");
}

using Check = void (*)(int, int, const MpiCase &, const Input &,
                       const Outcome &);

void
for_all(const char *build, Check check)
{
    battery().for_each(build,
                       [&](int np, int rank, const MpiCase &c, Answer &a) {
                           const Input &in = inputs[(size_t)c.id];
                           Outcome o = outcome(in, a);
                           if (!o.skipped)
                               check(np, rank, c, in, o);
                       });
}

void
check_no_rank(int np, int rank, const MpiCase &c, const Input &in,
              const Outcome &o)
{
    if (o.low != -1 || o.high != -1)
        wrong("bad-arguments",
              words(in, np, rank, c) +
                  say("count_bytes_to(-1) and count_bytes_to(%d) must be "
                      "-1, got %lld and %lld",
                      np, (long long)o.low, (long long)o.high));
}

// A function that calls itself runs out of its stack.
void
hints()
{
    Launch &run = battery().launch("plain", 1);
    bool at_once = run.verdict == "CRASH" && run.detail != "MPI";
    hint_on("CRASH", at_once ? "calls-itself" : "");
    hint_on("MEMORY", "counts-proc-null");
    hint_on("TLE", "calls-itself");
    hint_on("DEADLOCK", "not-passed-on");
}

TEST(count_bytes, sums)
{
    hints();
    for_all("plain", check_counted);
}

TEST(count_bytes, passed_on)
{
    hints();
    for_all("plain", check_passed);
}

TEST(count_bytes, no_such_rank)
{
    hints();
    for_all("plain", check_no_rank);
}

TEST(count_bytes, with_mpich)
{
    hints();
    for (Check check : {check_counted, check_passed, check_no_rank})
        for_all("mpich", check);
}

TEST(count_bytes, memory_and_leftovers)
{
    hints();
    battery().check_memory();
    battery().check_leftovers();
}

} // namespace
