// time_max.cc - is the shortest repetition found, each as long as its
// slowest rank?  The probe's clock is moved by the test alone.
#include "driver_mpi.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <functional>

namespace
{

// Known to the probe: a collective call takes 1000 s of the test's clock,
// and lengths are given in parts of a second.
enum { CALL_SECONDS = 1000, UNITS = 1024, MOST_RANKS = 8 };
enum { TELLING, MEETS_FIRST, MEETS_LATER, LONG, ONCE, INPUTS };

struct Input {
    int reps;
    std::vector<int64_t> units; // of MOST_RANKS ranks in each repetition
    std::vector<int64_t> meets; // do the ranks meet in it?
    std::vector<int64_t> clocks, offsets;
};
std::vector<Input> inputs;

bool
meeting(const Input &in)
{
    return std::count(in.meets.begin(), in.meets.end(), 1) > 0;
}

// The ranks of the world that are in `world`'s communicator.
std::vector<int>
members(int shape, int np, int world)
{
    std::vector<int> all;
    for (int r = 0; r < np; r++)
        if (shape == SELF
                ? r == world
                : shape_half(shape, r) == shape_half(shape, world))
            all.push_back(r);
    return all;
}

// What rank r measures in repetition k when all begin together.
double
seconds(const Input &in, const std::vector<int> &ranks, int r, int k)
{
    int64_t units = in.units[(size_t)(k * MOST_RANKS + r)];
    if (in.meets[(size_t)k])
        for (int other : ranks)
            units =
                std::max(units, in.units[(size_t)(k * MOST_RANKS + other)]);
    return (double)units / UNITS;
}

// --- ways to make one number of many ------------------------------------

using Fold = double (*)(const std::vector<double> &);

double
least(const std::vector<double> &v)
{
    return *std::min_element(v.begin(), v.end());
}

double
most(const std::vector<double> &v)
{
    return *std::max_element(v.begin(), v.end());
}

double
sum(const std::vector<double> &v)
{
    double all = 0;
    for (double x : v)
        all += x;
    return all;
}

double
mean(const std::vector<double> &v)
{
    return sum(v) / (double)v.size();
}

double
first(const std::vector<double> &v)
{
    return v.front();
}

double
last(const std::vector<double> &v)
{
    return v.back();
}

// One number of each repetition, then one of all repetitions.
double
folded(const Input &in, const std::vector<int> &ranks, Fold of_ranks,
       Fold of_reps)
{
    std::vector<double> reps;
    for (int k = 0; k < in.reps; k++) {
        std::vector<double> times;
        for (int r : ranks)
            times.push_back(seconds(in, ranks, r, k));
        reps.push_back(of_ranks(times));
    }
    return of_reps(reps);
}

// One number of each rank, then one of all ranks.
double
by_rank(const Input &in, const std::vector<int> &ranks, Fold of_reps,
        Fold of_ranks)
{
    std::vector<double> all;
    for (int r : ranks) {
        std::vector<double> times;
        for (int k = 0; k < in.reps; k++)
            times.push_back(seconds(in, ranks, r, k));
        all.push_back(of_reps(times));
    }
    return of_ranks(all);
}

double
truth(const Input &in, const std::vector<int> &ranks)
{
    return folded(in, ranks, most, least);
}

struct Mistake {
    const char *hint;
    double seconds;
};

// On rank `world`; the first eight show with one rank too.
std::vector<Mistake>
mistaken(const Input &in, const std::vector<int> &ranks, int world)
{
    double want = truth(in, ranks);
    std::vector<Mistake> all = {
        {"longest-repetition", folded(in, ranks, most, most)},
        {"mean-of-repetitions", folded(in, ranks, most, mean)},
        {"last-repetition", folded(in, ranks, most, last)},
        {"first-repetition", folded(in, ranks, most, first)},
        {"all-repetitions-together", folded(in, ranks, most, sum)},
        {"all-repetitions-together", by_rank(in, ranks, sum, most)},
        {"mean-of-repetitions", by_rank(in, ranks, mean, most)},
        {"whole-seconds", floor(want)},
        {"best-of-each-rank", by_rank(in, ranks, least, most)},
        {"mean-of-ranks", folded(in, ranks, mean, least)},
        {"mean-of-ranks", by_rank(in, ranks, least, mean)},
        {"fastest-rank", folded(in, ranks, least, least)},
        {"sum-of-ranks", folded(in, ranks, sum, least)},
        {"sum-of-ranks", by_rank(in, ranks, least, sum)},
        {"local-time", by_rank(in, {world}, least, least)},
        {"time-of-rank-0", by_rank(in, {ranks.front()}, least, least)},
    };
    for (Fold of_reps : {most, mean, last, first, sum})
        all.push_back({"local-time", by_rank(in, {world}, of_reps, least)});
    return all;
}

// What the ranks of WORLD would return for mistake number i.
std::vector<double>
returned(const Input &in, int shape, int np, size_t i)
{
    std::vector<double> all;
    for (int w = 0; w < np; w++)
        all.push_back(mistaken(in, members(shape, np, w), w)[i].seconds);
    return all;
}

// Mistakes are told apart by what all ranks return: with one rank those of
// repetitions, with three all of them.  With two, rank 0 always has the
// best time of all or the worst of the best, so two are not enough.
bool
telling(const Input &in)
{
    const std::vector<Mistake> all = mistaken(in, {0}, 0);
    for (int np : {1, 2, 3}) {
        const std::vector<double> right((size_t)np,
                                        truth(in, members(WORLD, np, 0)));
        std::vector<std::vector<double>> seen;
        for (size_t i = 0; i < (np == 1 ? 8 : all.size()); i++) {
            seen.push_back(returned(in, WORLD, np, i));
            if (seen[i] == right)
                return false;
            for (size_t k = 0; k < i && np != 2; k++)
                if (seen[i] == seen[k] &&
                    strcmp(all[i].hint, all[k].hint) != 0)
                    return false;
        }
    }
    return true;
}

// --- inputs -------------------------------------------------------------

Input
some(int reps, int64_t low, int64_t high, const std::vector<int64_t> &meets)
{
    Input in;
    in.reps = reps;
    in.meets = meets;
    for (int i = 0; i < reps * MOST_RANKS; i++)
        in.units.push_back(random_between(low, high));
    for (int r = 0; r < MOST_RANKS; r++) {
        in.clocks.push_back(random_between(1, 9) * 100 +
                            (r % 2 == 0 ? 1000 * (r + 1) : 0));
        in.offsets.push_back(random_between(100, 999) * 10000000);
    }
    return in;
}

// Repetition k is the shortest, and by far.
void
shorten(Input &in, int k)
{
    for (int r = 0; r < MOST_RANKS; r++)
        in.units[(size_t)(k * MOST_RANKS + r)] /= 8;
}

void
put(Question &q, const Input &in, int reps, bool null)
{
    q << reps << (int)null << in.units << in.meets << in.clocks
      << in.offsets;
}

Battery &
battery()
{
    static Battery b;
    if (!inputs.empty())
        return b;
    inputs.resize(INPUTS);
    do
        inputs[TELLING] = some(5, UNITS, 9 * UNITS, {0, 0, 0, 0, 0});
    while (!telling(inputs[TELLING]));
    inputs[MEETS_FIRST] = some(3, 8 * UNITS, 40 * UNITS, {1, 0, 1});
    shorten(inputs[MEETS_FIRST], 0);
    inputs[MEETS_LATER] = some(4, 8 * UNITS, 40 * UNITS, {0, 0, 1, 0});
    shorten(inputs[MEETS_LATER], 2);
    inputs[LONG] = some(2, 400000 * UNITS, 900000 * UNITS, {0, 0});
    inputs[ONCE] = some(1, 1, 3 * UNITS, {0});
    for (int id = 0; id < INPUTS; id++)
        for (int shape = 0; shape < SHAPES; shape++)
            b.add_one(id, shape, PLAIN, [&](Question &q) {
                put(q, inputs[(size_t)id], inputs[(size_t)id].reps, false);
            });
    for (int sends : {SYNCHRONOUS, DELAYED})
        b.add_one(TELLING, DUPLICATE, sends, [&](Question &q) {
            put(q, inputs[TELLING], inputs[TELLING].reps, false);
        });
    return b;
}

// --- the judgement ------------------------------------------------------

struct Got {
    double seconds;
    int64_t calls, wrong_args, readings, foreign, blocking;
};

Got
take(Answer &a)
{
    Got g;
    a.rewind();
    g.seconds = a.real();
    g.calls = a.i64();
    g.wrong_args = a.i64();
    g.readings = a.i64();
    g.foreign = a.i64();
    g.blocking = a.i64();
    return g;
}

bool
close(double got, double want)
{
    return fabs(got - want) <= 1e-9 * std::max(1.0, fabs(want));
}

// "rank 0: 5 1; rank 1: 2 4", by ranks of the world
std::string
lengths(const Input &in, const std::vector<int> &ranks)
{
    std::string all;
    for (size_t i = 0; i < ranks.size() && i < 4; i++) {
        all += say("%s rank %d needs", i > 0 ? ";" : "", ranks[i]);
        for (int k = 0; k < in.reps; k++)
            all += say(" %.10g", seconds(in, ranks, ranks[i], k));
    }
    return all + (ranks.size() > 4 ? "; ..." : "") + " s";
}

// The mistake that explains what every rank returned.
std::string
explained(const Input &in, int shape, const std::vector<Got> &got)
{
    const std::vector<Mistake> all = mistaken(in, {0}, 0);
    int np = (int)got.size();
    for (size_t i = 0; i < all.size(); i++) {
        std::vector<double> other = returned(in, shape, np, i);
        bool explains = true;
        for (int w = 0; w < np && explains; w++)
            explains = close(got[(size_t)w].seconds, other[(size_t)w]);
        if (explains)
            return all[i].hint;
    }
    return "";
}

// With two ranks some mistakes look alike: ask three, on the first input.
std::string
explained_by_more(const MpiCase &c, const std::vector<Got> &got)
{
    std::string hint = explained(inputs[(size_t)c.id], c.shape, got);
    if (hint.empty() || got.size() != 2)
        return hint;
    Launch &run = battery().launch("plain", 3);
    std::vector<Got> three;
    for (auto &answers : run.answers)
        if (answers.count(0) > 0)
            three.push_back(take(answers[0]));
    if (three.size() < 3)
        return hint;
    std::string better = explained(inputs[TELLING], WORLD, three);
    return better.empty() ? hint : better;
}

// A float loses whole minutes of the reading: a short time comes out as 0,
// and a long one does not.
bool
long_times_show(int np)
{
    Launch &run = battery().launch("plain", np);
    if (run.answers.empty() || run.answers[0].count(LONG * SHAPES) == 0)
        return false;
    return take(run.answers[0][LONG * SHAPES]).seconds > 0;
}

// Does the first rank of the communicator have the right time?
bool
right_on_first(const MpiCase &c, const std::vector<Got> &got,
               const std::vector<int> &ranks)
{
    return close(got[(size_t)ranks.front()].seconds,
                 truth(inputs[(size_t)c.id], ranks));
}

// `world` is the first rank that is wrong.
std::string
mistake(const MpiCase &c, int world, const std::vector<Got> &got)
{
    const Input &in = inputs[(size_t)c.id];
    std::vector<int> ranks = members(c.shape, (int)got.size(), world);
    const Got &g = got[(size_t)world];
    double want = truth(in, ranks);
    if (g.foreign)
        return "uses-world";
    if (g.readings == 0 && g.seconds >= 0)
        return "other-clock";
    if (g.seconds == 0 && right_on_first(c, got, ranks))
        return "result-on-rank-0-only";
    if (g.seconds == 0)
        return long_times_show((int)got.size()) ? "single-precision"
                                                : "best-starts-at-0";
    for (int calls = 1; calls <= 4; calls++)
        if (close(g.seconds, want + calls * CALL_SECONDS))
            return "call-inside-the-clock";
    if (meeting(in) && ranks.size() > 1 && g.seconds > want)
        return "no-barrier";
    std::string hint = explained_by_more(c, got);
    if (!hint.empty())
        return hint;
    if (c.id == LONG && g.seconds > 0 && g.seconds < want)
        return "best-starts-too-low";
    if (world != ranks.front())
        return "result-on-rank-0-only";
    if (g.seconds > 2e6 || g.seconds < -1)
        return "clocks-of-two-ranks";
    if (fmod(g.seconds, 64) == 0)
        return "single-precision";
    if (g.seconds > CALL_SECONDS && c.id != LONG)
        return "call-inside-the-clock";
    return "";
}

void
check_rank(int world, const MpiCase &c, const std::vector<Got> &got)
{
    const Input &in = inputs[(size_t)c.id];
    int np = (int)got.size();
    std::vector<int> ranks = members(c.shape, np, world);
    const Got &g = got[(size_t)world];
    double want = truth(in, ranks);
    std::string call = say("time_max(work, arg, %d, comm) on rank %d, %s",
                           in.reps, world, where(np, c).c_str());
    if (g.calls != in.reps)
        return wrong(g.calls > in.reps ? "one-call-too-many"
                                       : "too-few-calls",
                     call + say(" called work %s, not %d",
                                amount(g.calls, "time").c_str(), in.reps));
    if (g.wrong_args)
        return wrong("", call + " gave work another pointer than arg");
    show(call, say("%.10g s", want), say("%.10g s", g.seconds));
    if (!close(g.seconds, want))
        return wrong(
            mistake(c, world, got),
            call + ":" + lengths(in, ranks) +
                say("; expected %.10g, got %.10g", want, g.seconds));
    if (g.foreign)
        wrong("uses-world", call + ": the number is right, but a call was "
                                   "made on MPI_COMM_WORLD");
}

void
check_case(int np, const MpiCase &c, const std::vector<Answer *> &answers)
{
    std::vector<Got> got;
    for (Answer *a : answers)
        got.push_back(take(*a));
    for (int world = 0; world < np && !judged_already(); world++)
        check_rank(world, c, got);
}

void
hints()
{
    hint_on("DEADLOCK", "ranks-part-company");
    hint_on("CRASH", "bad-arguments");
}

TEST(time_max, shortest_repetition_of_the_slowest_rank)
{
    hints();
    battery().for_each_case("plain", check_case);
}

TEST(time_max, bad_arguments)
{
    hints();
    battery();
    const Input &in = inputs[TELLING];
    std::vector<Question> questions;
    const int bad_reps[] = {0, -1, -7, 2};
    for (int i = 0; i < 4; i++) {
        questions.push_back(Question() << DUPLICATE << PLAIN);
        put(questions.back(), in, bad_reps[i], i == 3);
    }
    Launch run = run_probe("plain", 2, questions, 10);
    for (int i = 0; i < 4; i++)
        for (int rank = 0; rank < 2; rank++) {
            Answer *a = run.need(i, rank);
            if (a == nullptr)
                return;
            Got g = take(*a);
            std::string call =
                say("time_max(%s, arg, %d, comm) on rank %d ",
                    i == 3 ? "NULL" : "work", bad_reps[i], rank);
            if (g.seconds != -1)
                return wrong(
                    "bad-arguments",
                    call + say("must return -1, got %.10g", g.seconds));
            if (g.calls > 0 || g.blocking > 0)
                return wrong("bad-arguments", call + "must return at once");
        }
}

TEST(time_max, with_mpich)
{
    hints();
    battery().for_each_case("mpich", check_case);
}

TEST(time_max, memory_and_leftovers)
{
    hints();
    battery().check_memory();
    battery().check_leftovers();
}

} // namespace
