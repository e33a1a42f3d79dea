// pi_until.cc - do all ranks stop after the same batch, and after the right
// one?
#include "driver_darts.h"
#include "driver_mpi.h"

#include <algorithm>
#include <cmath>
#include <functional>

namespace
{

enum { MOST_ROUNDS = 400 };

struct Input {
    double tol;
    uint64_t seed;
    int64_t batch;
};
std::vector<Input> inputs;

struct Outcome {
    int64_t trials, hits;
    bool
    operator==(const Outcome &o) const
    {
        return trials == o.trials && hits == o.hits;
    }
};

double
error_of(int64_t hits, int64_t trials)
{
    double p = (double)hits / (double)trials;
    return 4.0 * sqrt(p * (1.0 - p) / (double)trials);
}

// The same with numbers of 24 bits.
float
rough_error_of(int64_t hits, int64_t trials)
{
    float p = (float)hits / (float)trials;
    return 4.0f * sqrtf(p * (1.0f - p) / (float)trials);
}

bool
enough(int64_t h, int64_t t, double tol)
{
    return 0 < h && h < t && error_of(h, t) <= tol;
}

// Adds batches of hits until `stop` says so.
Outcome
simulate(int64_t per_round, const std::function<int64_t(int64_t t)> &hits,
         const std::function<bool(int64_t h, int64_t t)> &stop)
{
    Outcome o = {0, 0};
    for (int round = 0; round < MOST_ROUNDS; round++) {
        o.hits += hits(o.trials);
        o.trials += per_round;
        if (stop(o.hits, o.trials))
            break;
    }
    return o;
}

Outcome
truth(const Input &in, uint64_t half)
{
    return simulate(
        in.batch,
        [&](int64_t t) {
            return true_hits(in.seed + half, t, t + in.batch);
        },
        [&](int64_t h, int64_t t) { return enough(h, t, in.tol); });
}

// The round in which one of two ranks would stop by its own hits.
int64_t
own_round(const Input &in, int rank)
{
    int64_t upper = (in.batch + 1) / 2; // rank 0's share
    int64_t from = rank == 0 ? 0 : upper, to = rank == 0 ? upper : in.batch;
    int64_t round = 0;
    simulate(
        to - from,
        [&](int64_t) {
            int64_t t = round++ * in.batch;
            return true_hits(in.seed, t + from, t + to);
        },
        [&](int64_t h, int64_t t) { return enough(h, t, in.tol); });
    return round;
}

template <typename Property>
Input
find(double tol, int64_t batch, Property good)
{
    for (;;) {
        Input in = {tol, (uint64_t)random_between(0, INT64_C(1) << 40),
                    batch};
        if (good(in))
            return in;
    }
}

// Does the first batch of `half` have this many hits?
bool
first_hits(const Input &in, uint64_t half, int64_t hits)
{
    return true_hits(in.seed + half, 0, in.batch) == hits;
}

struct Mistake {
    const char *name;
    Outcome outcome;
};

// What the well-known mistakes return on a communicator of `size`; the
// first five differ from the truth wherever many darts are thrown.
std::vector<Mistake>
mistaken(const Input &in, uint64_t half, int size)
{
    uint64_t seed = in.seed + half;
    int64_t batch = in.batch, all = batch * size;
    auto darts = [&](int64_t t) { return true_hits(seed, t, t + batch); };
    auto stop = [&](int64_t h, int64_t t) { return enough(h, t, in.tol); };
    auto more = [&](int64_t t) { return true_hits(seed, t, t + all); };
    auto later = [&](int64_t t) {
        return true_hits(seed, t + 1, t + 1 + batch);
    };
    auto other = [&](int64_t t) {
        return true_hits(seed + (uint64_t)(t / batch), 0, batch);
    };
    auto soon = [&](int64_t h, int64_t t) {
        return enough(h, t, 4 * in.tol);
    };
    auto late = [&](int64_t h, int64_t t) {
        return enough(h, t, in.tol) && error_of(h, t) < in.tol;
    };
    auto fooled = [&](int64_t h, int64_t t) {
        return error_of(h, t) <= in.tol;
    };
    auto roughly = [&](int64_t h, int64_t t) {
        return 0 < h && h < t && rough_error_of(h, t) <= in.tol;
    };
    auto at_once = [&](int64_t h, int64_t t) { return 0 < h && h < t; };
    return {{"stops-at-once", simulate(batch, darts, at_once)},
            {"throws-a-batch-per-rank", simulate(all, more, stop)},
            {"begins-at-dart-1", simulate(batch, later, stop)},
            {"new-seed-for-each-batch", simulate(batch, other, stop)},
            {"measures-the-error-of-p", simulate(batch, darts, soon)},
            {"wants-less-than-tol", simulate(batch, darts, late)},
            {"believes-a-perfect-score", simulate(batch, darts, fooled)},
            {"computes-in-float", simulate(batch, darts, roughly)}};
}

// Stops in round 30, and one that computes with float does not: its error is
// above tol there, while that of a double is below by far more than doubles
// are rounded.
Input
between_float_and_double()
{
    const int64_t batch = 1009, t = 30 * batch;
    for (;;) {
        Input in = find(1, batch, [](const Input &) { return true; });
        int64_t h = true_hits(in.seed, 0, t);
        in.tol = error_of(h, t) * (1 + 1e-9);
        if (rough_error_of(h, t) > (float)in.tol &&
            truth(in, 0).trials == t)
            return in;
    }
}

// Two ranks that ask only themselves stop in different rounds, and each of
// the first five mistakes has an outcome of its own.
bool
telling(const Input &in)
{
    std::vector<Mistake> known = mistaken(in, 0, 2);
    std::vector<Outcome> seen = {truth(in, 0)};
    for (size_t k = 0; k < 5; k++) {
        if (std::find(seen.begin(), seen.end(), known[k].outcome) !=
            seen.end())
            return false;
        seen.push_back(known[k].outcome);
    }
    return own_round(in, 0) != own_round(in, 1);
}

Battery &
battery()
{
    static Battery b;
    if (!inputs.empty())
        return b;
    inputs.push_back(find(0.035, 97, telling));
    // Error 1.0 after the first batch, exactly: 2 of 4 darts hit.
    inputs.push_back(find(1.0, 4, [](const Input &in) {
        return first_hits(in, 0, 2) && first_hits(in, 1, 2);
    }));
    // The first batch hits whole, then not at all.
    inputs.push_back(find(0.4, 3, [](const Input &in) {
        return first_hits(in, 0, 3) && first_hits(in, 1, 3);
    }));
    inputs.push_back(find(0.6, 1, [](const Input &in) {
        return first_hits(in, 0, 0) && first_hits(in, 1, 0);
    }));
    inputs.push_back(find(0.03, 5000, [](const Input &) { return true; }));
    inputs.push_back(between_float_and_double());
    for (size_t i = 0; i < inputs.size(); i++)
        b.add((int)i,
              [&](Question &q) {
                  q << inputs[i].tol << (int64_t)inputs[i].seed
                    << inputs[i].batch << 0;
              },
              i == 0 ? std::vector<int>{WORLD, REVERSED, ODD_EVEN, SELF}
                     : std::vector<int>{DUPLICATE, ODD_EVEN});
    return b;
}

// Two of the last three mistakes show only where few darts are thrown; there
// the others may give the same numbers.
std::string
mistake(const Input &in, uint64_t half, int size, const Outcome &got)
{
    std::vector<Mistake> known = mistaken(in, half, size);
    if (in.batch < 10)
        std::rotate(known.begin(), known.begin() + 5, known.end());
    for (const Mistake &m : known)
        if (got == m.outcome)
            return m.name;
    return "";
}

void
check_outcome(int np, int world, const MpiCase &c, Answer &a)
{
    int64_t returned = a.i64();
    Outcome got;
    got.trials = a.i64();
    got.hits = a.i64();
    static std::map<std::pair<int, int>, Outcome> known;
    int half = shape_half(c.shape, world);
    const Input &in = inputs[(size_t)c.id];
    if (!known.count({c.id, half}))
        known[{c.id, half}] = truth(in, (uint64_t)half);
    Outcome want = known[{c.id, half}];
    std::string call =
        say("pi_until(%g, %llu, %lld, ...) on rank %d, %s: ", in.tol,
            (unsigned long long)in.seed + (unsigned)half,
            (long long)in.batch, world, where(np, c).c_str());
    show(call, say("%lld hits in %lld trials", (long long)want.hits,
                   (long long)want.trials),
         say("%lld hits in %lld trials", (long long)got.hits,
             (long long)got.trials));
    if (!(got == want)) {
        std::string m = mistake(in, (uint64_t)half,
                                shape_size(c.shape, np, world), got);
        double error = got.trials > 0 ? error_of(got.hits, got.trials) : 0;
        return wrong(m, call + say("expected %s in %s, got "
                                   "%lld in %lld (error %g)",
                                   amount(want.hits, "hit").c_str(),
                                   amount(want.trials, "trial").c_str(),
                                   (long long)got.hits,
                                   (long long)got.trials, error));
    }
    if (returned != 0)
        wrong("", call + say("it must return 0, got %lld",
                             (long long)returned));
}

void
check_share(int np, int world, const MpiCase &c, Answer &a)
{
    a.i64();
    int64_t trials = a.i64(), batch = inputs[(size_t)c.id].batch, mine = 0;
    a.i64();
    for (const Seen::Call &call : a.seen.calls)
        mine += call.last > call.first ? call.last - call.first : 0;
    int size = shape_size(c.shape, np, world);
    int64_t most = trials / batch * (batch / size + size);
    if (size > 1 && mine > most)
        judge("SERIAL", "throws-all-on-every-rank",
              say("rank %d threw %lld of %lld darts, %s; with %d ranks its "
                  "share is about %lld",
                  world, (long long)mine, (long long)trials,
                  where(np, c).c_str(), size, (long long)(trials / size)));
}

// A hang: was it a decision that rank 0 kept to itself?  Then the others
// wait for it in a call that has a root.
void
hints()
{
    const char *hint = "each-rank-decides-alone";
    for (int np : {2, 3}) {
        const Launch &run = battery().launch("plain", np);
        if (run.verdict == "DEADLOCK" &&
            run.evidence.find("rank 0 is in MPI_") == std::string::npos &&
            (run.evidence.find("is in MPI_Bcast") != std::string::npos ||
             run.evidence.find("is in MPI_Recv") != std::string::npos ||
             run.evidence.find("is in MPI_Reduce") != std::string::npos))
            hint = "rank-0-decides-in-secret";
    }
    hint_on("DEADLOCK", hint);
    hint_on("TLE", "accepts-any-tolerance");
}

TEST(pi_until, stops_after_the_right_batch)
{
    hints();
    battery().for_each("plain", check_outcome);
}

TEST(pi_until, bad_arguments)
{
    hints();
    hint_on("DEADLOCK", "accepts-any-tolerance");
    const Input bad[] = {{0.0, 1, 10}, {-1.0, 1, 10}, {NAN, 1, 10},
                         {1.0, 1, 0},  {1.0, 1, -3},  {1.0, 1, 10},
                         {1.0, 1, 10}};
    std::vector<Question> questions;
    for (int i = 0; i < 7; i++)
        questions.push_back(Question()
                            << DUPLICATE << PLAIN << bad[i].tol
                            << (int64_t)bad[i].seed << bad[i].batch
                            << (i == 5   ? 1
                                : i == 6 ? 2
                                         : 0));
    Launch run = run_probe("plain", 2, questions, 10);
    for (int i = 0; i < 7; i++)
        for (int rank = 0; rank < 2; rank++) {
            Answer *a = run.need(i, rank);
            if (!a)
                return;
            int64_t returned = a->i64(), trials = a->i64(), hits = a->i64();
            std::string call =
                say("pi_until(%g, 1, %lld, %s, %s, comm) on rank %d ",
                    bad[i].tol, (long long)bad[i].batch,
                    i == 5 ? "NULL" : "&trials", i == 6 ? "NULL" : "&hits",
                    rank);
            if (returned != -1)
                return wrong(i < 3 ? "accepts-any-tolerance" : "",
                             call + say("must return -1, got %lld",
                                        (long long)returned));
            if (trials != -77 || hits != -77)
                return wrong("", call + "must not touch *trials and *hits");
        }
}

TEST(pi_until, with_mpich)
{
    hints();
    battery().for_each("mpich", check_outcome);
}

TEST(pi_until, ranks_share_each_batch)
{
    hints();
    battery().for_each("plain", check_share);
}

TEST(pi_until, memory_and_leftovers)
{
    hints();
    battery().check_memory();
    battery().check_leftovers();
}

} // namespace
