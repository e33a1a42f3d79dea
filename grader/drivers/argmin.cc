// argmin.cc - the smallest x and the id that belongs to it, on every rank.
#include "driver_mpi.h"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace
{

enum { DISTINCT, WIDE, TIES, NANS = 10, DOUBLED = 100, NO_RESULT = 1000 };

struct Pair {
    double x;
    int64_t id;
};

// Pairs by rank of MPI_COMM_WORLD.
std::map<int, std::vector<Pair>> inputs;

int64_t
bits_of(double x)
{
    int64_t bits;
    memcpy(&bits, &x, sizeof bits);
    return bits;
}

double
real_of(int64_t bits)
{
    double x;
    memcpy(&x, &bits, sizeof x);
    return x;
}

std::vector<Pair>
any_pairs(int64_t low, int64_t high)
{
    std::vector<Pair> pairs;
    for (int r = 0; r < 7; r++)
        pairs.push_back({(double)random_between(-1000000, 1000000) / 64,
                         random_between(low, high) * 8 + r});
    return pairs;
}

void
make_inputs()
{
    inputs[DISTINCT] = any_pairs(1000, 100000);
    // The same lower 32 bits, so that ids that are cut become equal.
    // Odd and beyond 2^53, so that those that were a double are not.
    inputs[WIDE] = any_pairs(INT64_C(1) << 51, INT64_C(1) << 59);
    for (Pair &p : inputs[WIDE])
        p.id |= 1;
    // Equal x: ids that fall with the rank, then ids that rise, then mixed.
    for (int k = 0; k < 3; k++) {
        std::vector<Pair> &tie = inputs[TIES + k] = any_pairs(100, 900);
        std::sort(tie.begin(), tie.end(),
                  [k](const Pair &a, const Pair &b) {
                      return k == 0 ? a.id > b.id : a.id < b.id;
                  });
        if (k == 2)
            std::shuffle(tie.begin(), tie.end(), rng);
        for (size_t r = 0; r < 7; r++)
            tie[r].x = k == 2 && r == 1 ? 7.5 : -3.25;
    }
    inputs[TIES + 3] = any_pairs(-900, -100); // all infinite, ids below 0
    for (size_t r = 0; r < 7; r++)
        inputs[TIES + 3][r].x = r % 2 ? 0.0 : INFINITY;
    for (int k = 0; k < 6; k++) {
        std::vector<Pair> &p = inputs[NANS + k] = any_pairs(100, 900);
        // A NaN that became some large number would beat this one.
        p[0] = k == 5 ? Pair{INFINITY, 100000} : p[0];
        for (int r = 0; r < 7; r++)
            if (k == 0   ? r < 2
                : k == 1 ? r % 2 == 1
                : k == 2 ? r % 3 != 2
                : k == 4 ? true
                         : r > 0)
                p[(size_t)r].x = NAN;
    }
}

Battery &
battery()
{
    static Battery b;
    if (!inputs.empty())
        return b;
    make_inputs();
    for (int doubled : {0, (int)DOUBLED})
        for (auto &entry : inputs) {
            const std::vector<Pair> &pairs = entry.second;
            bool few = entry.first >= TIES || doubled;
            if (doubled && entry.first > TIES)
                continue;
            b.add(
                entry.first + doubled,
                [&](Question &q) {
                    std::vector<int64_t> x, id;
                    for (const Pair &p : pairs) {
                        x.push_back(bits_of(p.x));
                        id.push_back(p.id);
                    }
                    q << (doubled != 0) << x << id << 0;
                },
                few ? std::vector<int>{WORLD, REVERSED}
                    : std::vector<int>{WORLD, DUPLICATE, REVERSED, ODD_EVEN,
                                       SELF});
        }
    for (int null : {1, 2})
        b.add_one(NO_RESULT + null, DUPLICATE, PLAIN, [&](Question &q) {
            q << 0 << std::vector<int64_t>(7, 0)
              << std::vector<int64_t>(7, 1) << null;
        });
    return b;
}

// The pairs of the communicator that `world` is in, in its order.
std::vector<Pair>
members(const std::vector<Pair> &all, int shape, int np, int world)
{
    std::vector<Pair> some((size_t)shape_size(shape, np, world));
    for (int r = 0; r < np; r++)
        if (shape == SELF
                ? r == world
                : shape_half(shape, r) == shape_half(shape, world))
            some[(size_t)shape_rank(shape, np, r)] = all[(size_t)r];
    return some;
}

bool
better(const Pair &a, const Pair &b)
{
    if (std::isnan(a.x) != std::isnan(b.x))
        return std::isnan(b.x);
    if (!std::isnan(a.x) && a.x != b.x)
        return a.x < b.x;
    return a.id < b.id;
}

Pair
best_of(const std::vector<Pair> &pairs)
{
    return *std::min_element(pairs.begin(), pairs.end(), better);
}

// An id of some pair with this x?
bool
tied(const std::vector<Pair> &pairs, double x, int64_t id)
{
    for (const Pair &p : pairs)
        if (p.x == x && p.id == id)
            return true;
    return false;
}

bool
right(const std::vector<Pair> &pairs, const Pair &want, const Pair &got)
{
    if (!std::isnan(want.x))
        return got.x == want.x && got.id == want.id;
    for (const Pair &p : pairs)
        if (std::isnan(got.x) && p.id == got.id)
            return true;
    return false;
}

// Is its x, or its id, one of theirs?
bool
known(const std::vector<Pair> &pairs, const Pair &got)
{
    for (const Pair &p : pairs)
        if (bits_of(p.x) == bits_of(got.x) || p.id == got.id)
            return true;
    return false;
}

std::string
mistake(const std::vector<Pair> &pairs, const std::vector<Pair> &world,
        const Pair &want, const Pair &got)
{
    int64_t least = want.id, rank = -1;
    bool nans = false;
    for (size_t r = 0; r < pairs.size(); r++) {
        least = std::min(least, pairs[r].id);
        nans = nans || std::isnan(pairs[r].x);
        if (rank < 0 && pairs[r].x == want.x)
            rank = (int64_t)r;
    }
    Pair all = best_of(world);
    if (nans)
        return "lets-nan-win";
    if (got.x == all.x && got.id == all.id)
        return "asks-the-world";
    if (got.x != want.x)
        return "";
    if (tied(pairs, got.x, got.id))
        return "ties-by-rank";
    if (want.id != got.id && (double)want.id == (double)got.id)
        return "ids-through-a-double";
    if (got.id == (int32_t)want.id)
        return "cuts-ids-to-int";
    if (got.id == rank)
        return "gives-the-rank";
    return got.id == least ? "reduces-them-apart" : "";
}

std::string
pair_words(const Pair &p)
{
    return say("x %g, id %lld", p.x, (long long)p.id);
}

std::string
list(const std::vector<Pair> &pairs)
{
    std::string s;
    for (const Pair &p : pairs)
        s += (s.empty() ? "(" : " (") +
             say("%g, %lld)", p.x, (long long)p.id);
    return s;
}

void
check_case(int np, const MpiCase &c, const std::vector<Answer *> &answers)
{
    const std::vector<Pair> &all = inputs[c.id % DOUBLED];
    std::vector<Pair> got((size_t)np);
    std::vector<int64_t> returned((size_t)np);
    for (int r = 0; r < np; r++) {
        returned[(size_t)r] = answers[(size_t)r]->i64();
        got[(size_t)r].x = real_of(answers[(size_t)r]->i64());
        got[(size_t)r].id = answers[(size_t)r]->i64();
    }
    for (int r = 0; r < np; r++) {
        std::vector<Pair> pairs = members(all, c.shape, np, r);
        Pair want = best_of(pairs), mine = got[(size_t)r];
        std::string call =
            say("argmin of %s on rank %d, %s: ", list(pairs).c_str(), r,
                where(np, c).c_str());
        show(call, pair_words(want), pair_words(mine));
        bool same = c.shape != WORLD || mine.id == got[0].id;
        if (!right(pairs, want, mine) || !same) {
            // not one of the pairs, and rank 0 has the right one
            int zero =
                c.shape == REVERSED ? np - 1 : shape_half(c.shape, r);
            bool silent = c.shape != SELF && r != zero &&
                          right(pairs, want, got[(size_t)zero]) &&
                          !known(pairs, mine);
            return wrong(
                silent                              ? "tells-only-rank-0"
                : !same && right(pairs, want, mine) ? "ranks-disagree"
                : c.id >= DOUBLED
                    ? "ignores-len"
                    : mistake(pairs, members(all, WORLD, np, r), want,
                              mine),
                call + "expected " + pair_words(want) + ", got " +
                    pair_words(mine) +
                    (same ? ""
                          : say(", but rank 0 has id %lld: all ranks must "
                                "have the same",
                                (long long)got[0].id)) +
                    (silent ? " (rank 0 has the right pair)" : "") +
                    (c.id >= DOUBLED ? "; MPI called the operation for two "
                                       "pairs at once"
                                     : ""));
        }
        if (returned[(size_t)r] != 0)
            return wrong("", call + say("it must return 0, got %lld",
                                        (long long)returned[(size_t)r]));
    }
}

// The cases whose id lies in [from, to).
void
check_cases(const char *build, int from, int to)
{
    battery().for_each_case(build,
                            [&](int np, const MpiCase &c,
                                const std::vector<Answer *> &answers) {
                                if (from <= c.id && c.id < to)
                                    check_case(np, c, answers);
                            });
}

void
hints()
{
    hint_on("CRASH", "forgets-to-commit");
    hint_on("LEAK", "keeps-type-and-op");
}

TEST(argmin, smallest_x_and_its_id)
{
    hints();
    check_cases("plain", DISTINCT, TIES);
}

TEST(argmin, smallest_id_of_equals)
{
    hints();
    check_cases("plain", TIES, NANS);
}

TEST(argmin, nan_does_not_count)
{
    hints();
    check_cases("plain", NANS, DOUBLED);
}

TEST(argmin, several_pairs_at_once)
{
    hints();
    check_cases("plain", DOUBLED, NO_RESULT);
}

TEST(argmin, bad_arguments)
{
    hints();
    battery().for_each("plain", [](int, int world, const MpiCase &c,
                                   Answer &a) {
        int64_t got = a.i64();
        if (c.id >= NO_RESULT && got != -1)
            wrong("",
                  say("argmin(0, 1, %s, comm) on rank %d must return "
                      "-1, got %lld",
                      c.id == NO_RESULT + 1 ? "NULL, &gid" : "&gx, NULL",
                      world, (long long)got));
    });
}

TEST(argmin, with_mpich)
{
    hints();
    check_cases("mpich", DISTINCT, NO_RESULT);
}

TEST(argmin, memory_and_leftovers)
{
    hints();
    battery().check_memory();
    battery().check_leftovers();
}

} // namespace
