// heat_overlap.cc - the rod of one rank bit by bit, and the order of each
// step: start, compute what needs no message, wait, compute the rest.
#include "driver_rod.h"
#include "driver_simulated.h"

#include <algorithm>

namespace
{

bool
waits(const MpiEvent &e)
{
    if (e.kind == COMPLETES)
        return e.call.compare(0, 8, "MPI_Test") != 0;
    bool moves =
        e.kind == SENDS || e.kind == RECEIVES || e.kind == COLLECTIVE;
    return (moves && e.request < 0) || e.call == "MPI_Probe" ||
           e.call == "MPI_Mprobe";
}

bool
starts(const MpiEvent &e)
{
    return (e.kind == SENDS || e.kind == RECEIVES ||
            e.kind == COLLECTIVE) &&
           e.request >= 0;
}

struct Fault {
    std::string hint, words;
};

// Goes through the record of one rank, step by step.
class Order
{
  public:
    explicit Order(const RodPart &p) : part_(p)
    {
        begin_step();
    }

    Fault
    see(const MpiEvent &e)
    {
        if (e.kind == MARK && e.call == "heat_cells")
            return compute(e.a, e.b);
        if (e.kind == MARK && e.call == "waits by looking")
            looked_ = looked_ || started_ > 0;
        if (e.kind == MARK && e.call == "send buffer changed")
            return fault("edge-changed-before-wait",
                         "a cell was changed before its send was complete");
        if (starts(e))
            return start();
        arrived_ = arrived_ || e.kind == COMPLETES; // MPI_Test may find it
        if (waits(e))
            waited_ = waited_ || started_ > 0 || blocks(e);
        return {};
    }

    int64_t
    steps() const
    {
        return step_;
    }
    bool
    between_steps() const
    {
        return done_ == 0;
    }

  private:
    bool
    alone() const
    {
        return part_.left < 0 && part_.right < 0;
    }

    // A neighbour's message without a request.
    static bool
    blocks(const MpiEvent &e)
    {
        return e.kind == SENDS || e.kind == RECEIVES;
    }

    Fault
    fault(const char *hint, const std::string &words) const
    {
        return {hint, say("in step %lld ", (long long)step_ + 1) + words};
    }

    void
    begin_step()
    {
        computed_.assign((size_t)part_.n + 1, false);
        done_ = started_ = 0;
        waited_ = arrived_ = looked_ = false;
    }

    Fault
    start()
    {
        if (step_ == 0 && started_ == 0)
            waited_ = false; // it was to find the neighbours
        started_++;
        if (inner_ > 0 && !alone())
            return fault("starts-too-late",
                         "a message was started after cells had been "
                         "computed");
        return {};
    }

    Fault
    compute(int64_t first, int64_t last)
    {
        if (last >= first && (first < 1 || last > part_.n))
            return fault("computes-the-ghosts",
                         say("heat_cells got cells %lld to %lld; the rank "
                             "has cells 1 to %d",
                             (long long)first, (long long)last, part_.n));
        for (int64_t i = first; i <= last; i++) {
            Fault f = compute_one(i);
            if (!f.hint.empty())
                return f;
        }
        return {};
    }

    Fault
    compute_one(int64_t i)
    {
        std::string cell = say("cell %lld", (long long)i);
        if (computed_[(size_t)i])
            return fault("computes-twice",
                         cell + " was computed again before all others "
                                "had been computed once");
        bool needs = (i == 1 && part_.left >= 0) ||
                     (i == part_.n && part_.right >= 0);
        bool inner = i > 1 && i < part_.n;
        if (needs && !waited_ && !arrived_)
            return fault("edges-too-early",
                         cell + " was computed before the message that "
                                "it needs had been waited for");
        if (inner && !alone() && (waited_ || looked_))
            return fault(started_ > 0 ? "waits-first" : "blocks",
                         cell + " needs no message and was computed only "
                                "after the rank had waited for one");
        if (inner && !alone() && started_ == 0)
            return fault("starts-too-late",
                         cell + " was computed before any message had "
                                "been started");
        inner_ += inner;
        computed_[(size_t)i] = true;
        if (++done_ == part_.n) {
            step_++;
            inner_ = 0;
            begin_step();
        }
        return {};
    }

    RodPart part_;
    std::vector<bool> computed_; // in this step
    int64_t step_ = 0, done_ = 0, started_ = 0, inner_ = 0;
    bool waited_ = false, arrived_ = false;
    bool looked_ = false; // again and again
};

// Was no cell computed too often, and some too seldom?
bool
some_are_missing(const MpiEvents &events, int n, int64_t steps)
{
    std::vector<int64_t> times((size_t)n + 1);
    for (const MpiEvent &e : events)
        if (e.kind == MARK && e.call == "heat_cells")
            for (int64_t i = std::max<int64_t>(1, e.a);
                 i <= std::min<int64_t>(n, e.b); i++)
                times[(size_t)i]++;
    auto least = std::min_element(times.begin() + 1, times.end()),
         most = std::max_element(times.begin() + 1, times.end());
    return n > 0 && *most <= steps && *least < steps;
}

// The first fault in the order of what one rank did.
Fault
order_fault(const MpiCase &c, const RodPart &p, const MpiEvents &events)
{
    int64_t steps = rod_input(c.id).steps;
    Fault self = {"computes-by-itself",
                  "heat_cells did not compute every cell in every step"};
    bool missing = some_are_missing(events, p.n, steps);
    Order order(p);
    for (const MpiEvent &e : events) {
        Fault f = order.see(e);
        if (!f.hint.empty())
            return missing && f.hint == "computes-twice" ? self : f;
    }
    if (p.n == 0 || (order.steps() == steps && order.between_steps()))
        return {};
    if (missing)
        return self;
    return {"computes-twice",
            say("heat_cells computed some cells more often than %lld times "
                "in %lld steps",
                (long long)steps, (long long)steps)};
}

MpiEvents
events_of(Answer a) // a copy
{
    a.i64();
    a.i64s();
    return take_events(a);
}

// Wrong cells have the reason that the order shows, if it shows one; how
// often cells were computed is no reason.
void
check_result(int np, int world, const MpiCase &c, Answer &a)
{
    RodPart p = rod_part(rod_input(c.id), np, c.shape, world);
    std::string hint = order_fault(c, p, events_of(a)).hint;
    bool counts = hint == "computes-by-itself" || hint == "computes-twice";
    check_rod("heat_overlap", np, world, c, a, counts ? "" : hint);
}

void
check_order(int np, int world, const MpiCase &c, Answer &a)
{
    RodPart p = rod_part(rod_input(c.id), np, c.shape, world);
    std::string call = rod_call("heat_overlap", np, world, c);
    MpiEvents events = events_of(a);
    if (!events.empty() && events.back().kind == LOST)
        return wrong("", call + "it made thousands of MPI calls, more than "
                                "can be followed");
    Fault f = order_fault(c, p, events);
    if (!f.hint.empty())
        wrong(f.hint, call + f.words);
}

// What the order gains, on a cluster where it can be told exactly.
void
remark_on_time()
{
    enum { RANKS = 16 };
    if (!worth_simulating())
        return;
    Simulated s = simulate(RANKS);
    if (s.good)
        remark(say("On %d simulated ranks with 30,000 cells each, a "
                   "nanosecond a cell, a step of yours took %s; one that "
                   "trades its "
                   "edges by MPI_Sendrecv and then computes took %s.",
                   RANKS, time_words(s.answer).c_str(),
                   time_words(s.known).c_str()));
}

TEST(heat_overlap, equal_to_one_rank)
{
    rod_hints();
    rod_battery().for_each("plain", check_result);
}

TEST(heat_overlap, computes_while_messages_travel)
{
    rod_hints();
    rod_battery().for_each("plain", check_order);
    remark_on_time();
}

TEST(heat_overlap, bad_arguments)
{
    check_bad_rods("heat_overlap");
}

TEST(heat_overlap, with_mpich)
{
    rod_hints();
    rod_battery().for_each("mpich", check_result);
}

TEST(heat_overlap, memory_and_leftovers)
{
    rod_hints();
    check_rod_memory();
}

} // namespace
