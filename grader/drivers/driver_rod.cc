// driver_rod.cc - see driver_rod.h
#include "driver_rod.h"

#include <numeric>

namespace
{

enum { MOST_RANKS = 7, LEFT_GHOST = 3000, RIGHT_GHOST = 4000 };

std::vector<RodInput> inputs;
int big_rod; // whose cells would show if they travelled

RodInput
new_rod(std::vector<int64_t> cells, int64_t steps, double r,
        int asked = GOOD_ROD)
{
    RodInput in = {cells, {}, steps, r, asked};
    int64_t all = std::accumulate(cells.begin(), cells.end(), INT64_C(0));
    while ((int64_t)in.values.size() < 2 * (all + 2))
        in.values.push_back(random_between(-1000, 1000));
    return in;
}

std::vector<int64_t>
some_cells(int64_t least, int64_t most)
{
    std::vector<int64_t> cells;
    for (int i = 0; i < MOST_RANKS; i++)
        cells.push_back(random_between(least, most));
    return cells;
}

using State = Cells; // of the whole rod, both ends included

State
whole_rod(const RodInput &in, const RodPart &p)
{
    size_t from = in.values.size() / 2 * (size_t)p.half, cells = 0;
    for (int k = 0; k < p.size; k++)
        cells += (size_t)in.cells[(size_t)k];
    return State(in.values.begin() + (long)from,
                 in.values.begin() + (long)(from + cells + 2));
}

State
after_steps(State u, int64_t steps, double r, bool in_place = false)
{
    for (int64_t step = 0; step < steps; step++) {
        State old = u;
        const State &from = in_place ? u : old;
        for (size_t i = 1; i + 1 < u.size(); i++)
            u[i] = from[i] + r * (from[i - 1] - 2 * from[i] + from[i + 1]);
    }
    return u;
}

// This rank's cells of a state.
Cells
part_of(const State &s, const RodPart &p)
{
    return Cells(s.begin() + (long)p.first,
                 s.begin() + (long)p.first + p.n);
}

bool
has_empty_rank(const RodInput &in, int size)
{
    for (int k = 0; k < size; k++)
        if (in.cells[(size_t)k] == 0)
            return true;
    return false;
}

std::string
mistake(const MpiCase &c, const RodInput &in, const RodPart &p,
        const Cells &got, const MpiEvents &events)
{
    State before = whole_rod(in, p);
    if (got == part_of(before, p) && in.steps != 1)
        return ""; // nothing was done
    if (in.steps > 0 &&
        got == part_of(after_steps(before, in.steps - 1, in.r), p))
        return "result-in-the-other-array";
    if (got == part_of(after_steps(before, in.steps + 1, in.r), p))
        return "one-step-too-many";
    if (p.size == 1)
        return got == part_of(after_steps(before, in.steps, in.r, true), p)
                   ? "works-in-place"
                   : "";
    if (c.shape >= REVERSED)
        return "uses-the-world";
    if (has_empty_rank(in, p.size))
        return "trades-with-nobody";
    int64_t sent = messages_sent(events);
    bool others = false; // a collective call may have moved cells
    for (const MpiEvent &e : events)
        others = others || (e.kind == COLLECTIVE && e.bytes >= 8);
    if (sent == 0 && !others)
        return "walls-on-every-rank";
    return in.steps > 2 && sent <= 2 && !others ? "trades-once" : "";
}

// Nobody needs to know more of the others than a cell of each neighbour.
int64_t
bytes_moved(const MpiEvents &events)
{
    int64_t bytes = 0;
    for (const MpiEvent &e : events)
        if (e.kind == SENDS || e.kind == COLLECTIVE)
            bytes += e.bytes;
    return bytes;
}

void
check_ends(const std::string &call, const RodInput &in, const RodPart &p,
           const Cells &u)
{
    State rod = whole_rod(in, p);
    struct {
        bool fixed;
        size_t at;
        double want;
    } ends[] = {{p.n > 0 && p.left < 0, 0, rod.front()},
                {p.n > 0 && p.right < 0, u.size() - 1, rod.back()}};
    for (const auto &end : ends)
        if (end.fixed && u[end.at] != end.want)
            return wrong("changes-the-ends",
                         call +
                             say("the end u[%zu] must stay at %g, got %g",
                                 end.at, end.want, u[end.at]));
}

} // namespace

const RodInput &
rod_input(int id)
{
    return inputs[(size_t)id];
}

RodPart
rod_part(const RodInput &in, int np, int shape, int world)
{
    RodPart p = {shape_half(shape, world),
                 shape_rank(shape, np, world),
                 shape_size(shape, np, world),
                 0,
                 -1,
                 -1,
                 1};
    p.n = (int)in.cells[(size_t)p.rank];
    for (int k = 0; k < p.rank; k++) {
        p.first += (size_t)in.cells[(size_t)k];
        p.left = in.cells[(size_t)k] > 0 ? k : p.left;
    }
    for (int k = p.size - 1; k > p.rank; k--)
        p.right = in.cells[(size_t)k] > 0 ? k : p.right;
    return p;
}

// The first rod has an odd number of steps and no short part.
Battery &
rod_battery()
{
    static Battery b;
    if (!inputs.empty())
        return b;
    inputs = {
        new_rod(some_cells(3, 9), 7, 0.25),
        new_rod(some_cells(2, 20), 12, 0.25),
        new_rod(some_cells(1, 1), 5, 0.25),
        new_rod({1, 2, 1, 3, 2, 1, 4}, 1, 0.5),
        new_rod(some_cells(1, 5), 0, 0.25),
        new_rod(some_cells(400, 410), 2, 0.125),
        new_rod({4, 0, 3, 0, 0, 5, 2}, 6, 0.25),
        new_rod({0, 5, 0, 4, 3, 6, 0}, 7, 0.25, NO_ARRAY_WITHOUT_CELLS),
        new_rod({0, 0, 1, 0, 2, 0, 1}, 3, 0.25),
        new_rod(std::vector<int64_t>(MOST_RANKS, 0), 4, 0.25)};
    big_rod = 5;
    for (size_t i = 0; i < inputs.size(); i++)
        b.add((int)i,
              [&](Question &q) {
                  const RodInput &in = inputs[i];
                  q << in.cells << in.values << in.steps << in.r
                    << in.asked;
              },
              i == 0   ? std::vector<int>{WORLD, DUPLICATE, REVERSED,
                                          ODD_EVEN, SELF}
              : i == 6 ? std::vector<int>{WORLD, REVERSED, ODD_EVEN}
                       : std::vector<int>{DUPLICATE});
    return b;
}

std::string
rod_call(const char *name, int np, int world, const MpiCase &c)
{
    const RodInput &in = rod_input(c.id);
    RodPart p = rod_part(in, np, c.shape, world);
    std::string cells;
    for (int k = 0; k < p.size; k++)
        cells += say(k ? " %d" : "%d", (int)in.cells[(size_t)k]);
    return say("%s(u, %d, %lld, %g, comm) on rank %d of %d, which have %s "
               "cells, %s: ",
               name, p.n, (long long)in.steps, in.r, p.rank, p.size,
               cells.c_str(), where(np, c).c_str());
}

void
check_rod(const char *name, int np, int world, const MpiCase &c, Answer &a,
          const std::string &hint)
{
    const RodInput &in = rod_input(c.id);
    RodPart p = rod_part(in, np, c.shape, world);
    bool no_array = in.asked == NO_ARRAY_WITHOUT_CELLS && p.n == 0;
    int64_t returned = a.i64();
    Cells u = take_cells(a, no_array ? 0 : (size_t)p.n + 2);
    Answer rest = a;
    MpiEvents events = take_events(rest);
    std::string call = rod_call(name, np, world, c);
    if (p.n == 0 && !no_array &&
        u != Cells{(double)LEFT_GHOST + p.rank,
                   (double)RIGHT_GHOST + p.rank})
        return wrong("trades-with-nobody",
                     call + "u of a rank without cells was changed");
    Cells got = no_array ? Cells() : Cells(u.begin() + 1, u.end() - 1);
    Cells want = part_of(after_steps(whole_rod(in, p), in.steps, in.r), p);
    if (got != want) {
        size_t i = first_difference(got, want);
        show(call, cells_text(want), cells_text(got));
        return wrong(hint.empty() ? mistake(c, in, p, got, events) : hint,
                     call + say("u[%zu] must be %.17g, got %.17g", i + 1,
                                want[i], got[i]));
    }
    check_ends(call, in, p, u);
    if (returned != 0)
        return wrong("", call + say("it must return 0, got %lld",
                                    (long long)returned));
    int64_t moved = bytes_moved(events);
    if (c.id == big_rod && p.size > 1 && moved > 8 * (int64_t)p.n / 2)
        judge("SERIAL", "moves-the-whole-rod",
              call + say("it gave %lld bytes to other ranks; two cells a "
                         "step are 16",
                         (long long)moved));
}

// Do the sentences of a hang say that every rank waits in a send?
static bool
all_in_sends(const std::string &evidence)
{
    size_t calls = 0, sends = 0;
    for (size_t at = 0;
         (at = evidence.find(" is in ", at)) != evidence.npos; at++) {
        std::string call = evidence.substr(at + 7, 9);
        calls++;
        sends += call == "MPI_Send " || call == "MPI_Ssend";
    }
    return calls > 0 && sends == calls &&
           evidence.find(" has returned ") == evidence.npos;
}

void
rod_hints()
{
    const char *hint = "ranks-disagree";
    for (int np : {2, 3, 4, 5, 7}) {
        const Launch &run = rod_battery().launch("plain", np);
        if (run.verdict.empty() || run.last_started < 0)
            continue;
        const MpiCase &c = rod_battery().case_at(run.last_started);
        const RodInput &in = rod_input(c.id);
        if (c.shape >= REVERSED)
            hint = "uses-the-world";
        else if (has_empty_rank(in, np))
            hint = "trades-with-nobody";
        else if (c.sends == SYNCHRONOUS || all_in_sends(run.evidence))
            hint = "sends-first";
        break;
    }
    for (const char *verdict : {"DEADLOCK", "CRASH"})
        hint_on(verdict, hint);
}

void
check_bad_rods(const char *name)
{
    hint_on("DEADLOCK", "bad-rank-leaves-alone");
    const char *const words[] = {"steps = -1", "n_local = -1 on rank 2",
                                 "u = NULL on rank 2"};
    std::vector<RodInput> bad = {
        new_rod({3, 2, 4}, -1, 0.25, STEPS_BELOW_0),
        new_rod({3, 2, 4}, 2, 0.25, CELLS_BELOW_0),
        new_rod({3, 2, 4}, 2, 0.25, NO_ARRAY)};
    std::vector<Question> questions;
    for (const RodInput &in : bad)
        questions.push_back(Question()
                            << DUPLICATE << PLAIN << in.cells << in.values
                            << in.steps << in.r << in.asked);
    Launch run = run_probe("plain", 3, questions);
    for (size_t i = 0; i < bad.size(); i++)
        for (int rank = 0; rank < 3; rank++) {
            Answer *a = run.need((int)i, rank);
            if (!a)
                return;
            RodPart p = rod_part(bad[i], 3, DUPLICATE, rank);
            int64_t returned = a->i64();
            bool no_array = bad[i].asked == NO_ARRAY && rank == 2;
            Cells u = take_cells(*a, no_array ? 0 : (size_t)p.n + 2);
            std::string call =
                say("%s with %s, on rank %d: ", name, words[i], rank);
            if (returned != -1)
                return wrong("bad-arguments",
                             call + say("it must return -1, got %lld",
                                        (long long)returned));
            if (!no_array && Cells(u.begin() + 1, u.end() - 1) !=
                                 part_of(whole_rod(bad[i], p), p))
                return wrong("bad-arguments",
                             call + "it must change no cell");
        }
}

void
check_rod_memory()
{
    const char *hint = "keeps-an-array";
    for (const Leftover &l : rod_battery().launch("plain", 3).left)
        if (l.kind == "MPI-request")
            hint = "waits-only-for-receives";
    hint_on("LEAK", hint);
    rod_battery().check_memory();
    rod_battery().check_leftovers();
}
