// halo.cc - does every ghost hold the neighbour's edge, and does nobody
// wait in line for it?
#include "driver_heat.h"

namespace
{

enum { NO_U = 1, NO_REQUESTS, RING = 1, ROW = 0 };

struct Input {
    int64_t salt;
    std::vector<int64_t> cells; // by rank
    int periodic, rods, queued, null;
};
std::vector<Input> inputs;

void
put(Question &q, const Input &in)
{
    q << in.salt << in.cells << in.periodic << in.rods << in.queued
      << in.null;
}

// A ring on the world comes first: three ranks there tell most mistakes.
Battery &
battery()
{
    static Battery b;
    if (!inputs.empty())
        return b;
    auto salt = [] { return random_between(1, 1000) * 10000000; };
    auto some = [] {
        std::vector<int64_t> n;
        for (int i = 0; i < 7; i++)
            n.push_back(random_between(3, 9));
        return n;
    };
    // A ring of one rank with one cell would send a cell to itself.
    std::vector<int64_t> ones = {2, 1, 1, 1, 1, 1, 1},
                         mixed = {1, 2, 5, 1, 3, 1, 2};
    inputs = {
        {salt(), some(), RING, 1, 0, 0}, {salt(), some(), ROW, 1, 0, 0},
        {salt(), ones, RING, 1, 0, 0},   {salt(), mixed, ROW, 1, 0, 0},
        {salt(), some(), RING, 2, 0, 0}, {salt(), some(), RING, 1, 1, 0},
        {salt(), some(), ROW, 1, 1, 0}};
    for (size_t i = 0; i < inputs.size(); i++)
        b.add((int)i, [&](Question &q) { put(q, inputs[i]); },
              i < 2 ? std::vector<int>{WORLD, DUPLICATE, REVERSED, ODD_EVEN,
                                       SELF}
              : i == 2 ? std::vector<int>{WORLD, SELF}
                       : std::vector<int>{ODD_EVEN, DUPLICATE});
    return b;
}

struct Rod {
    int64_t started, finished, left;
    Cells u;
};

struct Place {
    int half, rank, size; // of the rank's communicator
};

Place
place_of(int np, int shape, int world)
{
    return {shape_half(shape, world), shape_rank(shape, np, world),
            shape_size(shape, np, world)};
}

int64_t
cells_at(const Input &in, int rank)
{
    return in.cells[(size_t)rank % in.cells.size()];
}

double
cell(const Input &in, int half, int rod, int rank, int64_t i)
{
    return (double)(in.salt + 1000000 * half + 100000 * rod + 1000 * rank +
                    i);
}

// The array of this rank as it is before the trade, and after it.
Cells
before(const Input &in, const Place &p, int rod)
{
    Cells u;
    for (int64_t i = 0; i < cells_at(in, p.rank) + 2; i++)
        u.push_back(cell(in, p.half, rod, p.rank, i));
    return u;
}

Cells
after(const Input &in, const Place &p, int rod)
{
    Cells u = before(in, p, rod);
    int left = (p.rank + p.size - 1) % p.size,
        right = (p.rank + 1) % p.size;
    if (in.periodic || p.rank > 0)
        u.front() = cell(in, p.half, rod, left, cells_at(in, left));
    if (in.periodic || p.rank < p.size - 1)
        u.back() = cell(in, p.half, rod, right, 1);
    return u;
}

Rod
take(Answer &a, const Input &in, const Place &p)
{
    Rod r;
    r.started = a.i64();
    r.finished = a.i64();
    r.left = a.i64();
    r.u = take_cells(a, (size_t)cells_at(in, p.rank) + 2);
    return r;
}

// Which cell of which rank is this?
std::string
whose(const Input &in, const Place &p, double value)
{
    for (int half = 0; half < 2; half++)
        for (int rod = 0; rod < in.rods; rod++)
            for (int rank = 0; rank < 7; rank++)
                for (int64_t i = 0; i < cells_at(in, rank) + 2; i++)
                    if (cell(in, half, rod, rank, i) == value)
                        return say(
                            "u[%lld] of rank %d%s%s", (long long)i, rank,
                            half != p.half ? " of another communicator"
                                           : "",
                            in.rods > 1 ? rod ? " in the second array"
                                              : " in the first array"
                                        : "");
    return say("%g, which is no cell at all", value);
}

// What a well-known mistake leaves in the array of one rank; "" if it looks
// like none of them.
std::string
mistake(const Input &in, const Place &p, const Cells &got)
{
    Cells old = before(in, p, 0), want = after(in, p, 0);
    int left = (p.rank + p.size - 1) % p.size,
        right = (p.rank + 1) % p.size;
    int64_t nl = cells_at(in, left);
    for (size_t i = 1; i + 1 < got.size(); i++)
        if (got[i] != old[i])
            return "receives-into-the-edge";
    if (got.front() == old.front() && got.back() == old.back())
        return "";
    if ((old.front() == want.front() && got.front() != want.front()) ||
        (old.back() == want.back() && got.back() != want.back()))
        return "overwrites-the-ends";
    if ((got.front() == old.front() && p.rank == 0) ||
        (got.back() == old.back() && p.rank == p.size - 1))
        return "never-closes-the-ring";
    if (got.front() == cell(in, p.half, 0, left, nl + 1) ||
        got.back() == cell(in, p.half, 0, right, 0) ||
        got.front() == cell(in, p.half, 0, left, 0) ||
        got.back() == cell(in, p.half, 0, right, cells_at(in, right) + 1))
        return "sends-the-ghost";
    if (p.size > 2 && got.front() == want.back() &&
        got.back() == want.front())
        return "swaps-the-ghosts";
    if (p.size > 1 && got.front() == cell(in, p.half, 0, left, 1) &&
        got.back() == cell(in, p.half, 0, right, cells_at(in, right)))
        return p.size > 2 ? "sends-the-other-edge" : "one-tag";
    return p.size == 1 && got.front() == want.back() &&
                   got.back() == want.front()
               ? "one-tag"
               : "";
}

// The ring of three tells it best, if it is wrong there at all.
std::string
mistake_at_three()
{
    const Launch &run = battery().launch("plain", 3);
    for (int world = 0; world < 3; world++) {
        Place p = place_of(3, WORLD, world);
        auto found = run.answers[(size_t)world].find(0);
        if (found == run.answers[(size_t)world].end())
            continue;
        Answer a = found->second;
        a.rewind();
        Cells got = take(a, inputs[0], p).u;
        if (got != after(inputs[0], p, 0))
            return mistake(inputs[0], p, got);
    }
    return "";
}

std::string
hint_for(const MpiCase &c, const Input &in, const Place &p,
         const Cells &got)
{
    std::string hint = mistake_at_three();
    if (!hint.empty())
        return hint;
    if (in.rods > 1)
        return "one-trade-at-a-time";
    if (c.shape == WORLD || c.shape == DUPLICATE || p.size < 3)
        hint = mistake(in, p, got);
    return hint.empty() && c.shape >= REVERSED ? "uses-the-world" : hint;
}

void
check_rod(int np, int world, const MpiCase &c, const Input &in, int number,
          const Rod &rod)
{
    Place p = place_of(np, c.shape, world);
    std::string call =
        say("rank %d of %d (%s, n = %lld) %s: ", p.rank, p.size,
            in.periodic ? "a ring" : "a row",
            (long long)cells_at(in, p.rank), where(np, c).c_str());
    Cells want = after(in, p, number);
    if (rod.started != 0)
        return wrong("", call + say("halo_start must return 0, got %lld",
                                    (long long)rod.started));
    if (rod.u == before(in, p, number) && rod.u != want)
        return wrong(mistake_at_three(), call + "no ghost has come");
    if (rod.left > 0)
        return wrong("waits-only-for-some",
                     call + say("after halo_finish %lld of the 4 requests "
                                "%s not MPI_REQUEST_NULL",
                                (long long)rod.left,
                                rod.left == 1 ? "is" : "are"));
    if (rod.u != want) {
        size_t i = first_difference(rod.u, want);
        show(call, cells_text(want), cells_text(rod.u));
        return wrong(hint_for(c, in, p, rod.u),
                     call + say("u[%zu] must be %s, got %s", i,
                                whose(in, p, want[i]).c_str(),
                                whose(in, p, rod.u[i]).c_str()));
    }
    if (rod.finished != 0)
        wrong("", call + say("halo_finish must return 0, got %lld",
                             (long long)rod.finished));
}

void
check_answer(int np, int world, const MpiCase &c, Answer &a)
{
    const Input &in = inputs[(size_t)c.id];
    for (int k = 0; k < in.rods && !judged_already(); k++)
        check_rod(np, world, c, in, k,
                  take(a, in, place_of(np, c.shape, world)));
}

// Who hangs in the queue waits for others in halo_start, or sends too late.
void
hints()
{
    hint_on("CRASH", "leaves-requests-unset");
    const char *hint = "waits-in-halo-start";
    for (int np : {2, 3}) {
        const Launch &run = battery().launch("plain", np);
        if (run.verdict != "DEADLOCK" || run.last_started < 0)
            continue;
        const MpiCase &c = battery().case_at(run.last_started);
        const Input &in = inputs[(size_t)c.id];
        if (!in.queued && in.rods == 1)
            hint =
                c.shape >= REVERSED ? "uses-the-world" : "sides-disagree";
        break;
    }
    hint_on("DEADLOCK", hint);
}

TEST(halo, ghosts_are_the_neighbours_edges)
{
    hints();
    battery().for_each("plain", check_answer);
}

TEST(halo, bad_arguments)
{
    hint_on("CRASH", "bad-arguments");
    std::vector<Input> bad = {{1000, {3}, 1, 1, 0, NO_U},
                              {1000, {3}, 1, 1, 0, NO_REQUESTS},
                              {1000, {0}, 1, 1, 0, 0},
                              {1000, {-2}, 0, 1, 0, 0}};
    std::vector<Question> questions;
    for (const Input &in : bad) {
        Question q;
        q << DUPLICATE << PLAIN;
        put(q, in);
        questions.push_back(q);
    }
    Launch run = run_probe("plain", 2, questions);
    for (size_t i = 0; i < bad.size(); i++)
        for (int rank = 0; rank < 2; rank++) {
            Answer *a = run.need((int)i, rank);
            if (!a)
                return;
            int64_t started = a->i64(), finished = a->i64();
            const char *u = bad[i].null == NO_U ? "NULL" : "u",
                       *req = bad[i].null == NO_REQUESTS ? "NULL" : "req";
            if (started != -1 || finished != -1)
                return wrong(
                    "bad-arguments",
                    say("halo_start(%s, %lld, %d, comm, %s) and "
                        "halo_finish must return -1, got %lld and %lld",
                        u, (long long)bad[i].cells[0], bad[i].periodic, req,
                        (long long)started, (long long)finished));
        }
    check_leftovers(run);
}

TEST(halo, with_mpich)
{
    hints();
    battery().for_each("mpich", check_answer);
}

TEST(halo, memory_and_leftovers)
{
    hints();
    battery().check_memory();
    battery().check_leftovers();
}

} // namespace
