// pi_mpi.cc - the same hits on every rank for every number of ranks, every
// communicator; each dart thrown by one rank.
#include "driver_darts.h"
#include "driver_mpi.h"

#include <algorithm>
#include <set>

namespace
{

struct Input {
    uint64_t seed;
    int64_t n;
    bool huge; // the probe pretends to throw
    int64_t
    hits(uint64_t more, int64_t first, int64_t last) const
    {
        return huge ? pretended_hits(first, last)
                    : true_hits(seed + more, first, last);
    }
};
std::vector<Input> inputs;
enum { NEGATIVE = -1 };

struct Share {
    int64_t first, last;
};

Share
share_of(int64_t n, int size, int rank)
{
    int64_t extra = n % size, begin = n / size * rank;
    int64_t first = begin + std::min<int64_t>(rank, extra);
    return {first, first + n / size + (rank < extra)};
}

// What the well-known mistakes give, in the order of `names`.
enum { MISTAKES = 6, OVER_WORLD = 4, EACH_LAST_DART };
const char *const names[MISTAKES] = {
    "drops-the-remainder", "throws-the-same-darts",
    "seeds-each-rank",     "takes-the-largest",
    "adds-over-world",     "leaves-out-each-last-dart"};

std::vector<int64_t>
mistaken(const Input &in, int np, int shape, int world)
{
    int size = shape_size(shape, np, world);
    uint64_t half = (uint64_t)shape_half(shape, world);
    std::vector<int64_t> sum(MISTAKES);
    int64_t n = in.n;
    auto add = [&sum](int k, int64_t part) {
        sum[(size_t)k] =
            (int64_t)((uint64_t)sum[(size_t)k] + (uint64_t)part);
    };
    for (int r = 0; r < size; r++) {
        Share s = share_of(n, size, r);
        add(0, in.hits(half, n / size * r, n / size * (r + 1)));
        add(1, in.hits(half, 0, s.last - s.first));
        add(2, in.hits(half + (uint64_t)r, 0, s.last - s.first));
        sum[3] = std::max(sum[3], in.hits(half, s.first, s.last));
        add(EACH_LAST_DART, in.hits(half, s.first, s.last - 1));
    }
    for (int r = 0; r < np; r++) {
        Share s = share_of(n, np, r);
        add(OVER_WORLD,
            in.hits((uint64_t)shape_half(shape, r), s.first, s.last));
    }
    return sum;
}

// Does every mistake give a number of its own where it is seen first?
bool
telling(const Input &in)
{
    int64_t want = in.hits(0, 0, in.n);
    std::vector<int64_t> alone = mistaken(in, 1, WORLD, 0),
                         two = mistaken(in, 2, WORLD, 0),
                         split = mistaken(in, 2, ODD_EVEN, 0);
    std::set<int64_t> all = {want};
    for (int k = 0; k < MISTAKES; k++)
        if (k != OVER_WORLD)
            all.insert(two[(size_t)k]);
    return all.size() == MISTAKES && alone[EACH_LAST_DART] != want &&
           split[OVER_WORLD] != want &&
           split[OVER_WORLD] != split[EACH_LAST_DART];
}

Battery &
battery()
{
    static Battery b;
    if (!inputs.empty())
        return b;
    const std::vector<int> all_shapes = {WORLD, DUPLICATE, REVERSED,
                                         ODD_EVEN, SELF};
    auto seed = [] { return (uint64_t)random_between(0, 1 << 30); };
    // The telling number of darts stands first.
    inputs.push_back({seed(), random_between(10, 50) * 420 + 1, false});
    while (!telling(inputs[0]))
        inputs[0].seed = seed();
    for (int64_t n : {0, 1, 5})
        inputs.push_back({seed(), n, false});
    for (int64_t n : {(INT64_C(1) << 53) + 1, INT64_MAX,
                      random_between(INT64_C(1) << 40, INT64_C(1) << 41)})
        inputs.push_back({seed(), n, true});
    for (size_t i = 0; i < inputs.size(); i++)
        b.add((int)i,
              [&](Question &q) {
                  q << (int64_t)inputs[i].seed << inputs[i].n
                    << inputs[i].huge;
              },
              i == 0 ? all_shapes : std::vector<int>{WORLD, ODD_EVEN});
    b.add_one(NEGATIVE, WORLD, PLAIN,
              [](Question &q) { q << 1 << -5 << 0; });
    return b;
}

// A double is off by a little, a number that does not fit its type by any
// amount.
std::string
mistake_with_many(int64_t want, int64_t got)
{
    if (got == (int32_t)want)
        return "counts-in-int";
    bool near = got > want / 2 && got >= want - 4096 && got - 4096 <= want;
    return near ? "splits-with-doubles" : "overflows";
}

std::string
mistake(const Input &in, int np, const MpiCase &c, int world, int64_t got)
{
    uint64_t half = (uint64_t)shape_half(c.shape, world);
    if (in.huge)
        return mistake_with_many(in.hits(half, 0, in.n), got);
    std::vector<int64_t> known = mistaken(in, np, c.shape, world);
    for (int k = 0; k < MISTAKES; k++)
        if (got == known[(size_t)k])
            return names[k];
    return "";
}

std::string
explained(const std::string &mistake, const Input &in)
{
    std::string words =
        mistake == "counts-in-int"
            ? ": those are the lowest 32 bits of the right number, which "
              "overflows an int"
        : mistake == "overflows" ? ": somewhere a number overflows its type"
        : mistake == "splits-with-doubles"
            ? ": a few darts are missing or were thrown twice"
            : "";
    return words + (in.huge ? " (for so many darts the grader's pi_hits "
                              "only pretends to throw)"
                            : "");
}

void
check_negative(const std::vector<int64_t> &got)
{
    for (int64_t g : got)
        if (g != -1)
            return wrong("negative-n", say("pi_mpi(1, -5, comm) must "
                                           "return -1, got %lld",
                                           (long long)g));
}

void
check_hits(int np, const MpiCase &c, const std::vector<Answer *> &answers)
{
    std::vector<int64_t> got;
    for (Answer *a : answers)
        got.push_back(a->i64());
    if (c.id == NEGATIVE)
        return check_negative(got);
    static std::map<std::pair<int, int>, int64_t> known;
    const Input &in = inputs[(size_t)c.id];
    std::map<int, bool> root_knows; // by half
    for (int world = 0; world < np; world++) {
        int half = shape_half(c.shape, world);
        auto key = std::make_pair(c.id, half);
        if (!known.count(key))
            known[key] = in.hits((uint64_t)half, 0, in.n);
        if (shape_rank(c.shape, np, world) == 0)
            root_knows[half] = got[(size_t)world] == known[key];
    }
    for (int world = 0; world < np; world++) {
        int half = shape_half(c.shape, world);
        int64_t want = known[{c.id, half}], g = got[(size_t)world];
        if (g == want)
            continue;
        show(say("pi_mpi(%llu, %lld, comm) on rank %d, %s",
                 (unsigned long long)in.seed + (unsigned)half,
                 (long long)in.n, world, where(np, c).c_str()),
             want, g);
        bool other = shape_rank(c.shape, np, world) != 0;
        std::string m = other && root_knows[half]
                            ? "tells-only-rank-0"
                            : mistake(in, np, c, world, g);
        return wrong(m, say("pi_mpi(%llu, %lld, comm) on rank %d, %s: "
                            "expected %s, got %lld%s",
                            (unsigned long long)in.seed + (unsigned)half,
                            (long long)in.n, world, where(np, c).c_str(),
                            amount(want, "hit").c_str(), (long long)g,
                            explained(m, in).c_str()));
    }
}

enum Kind { FEW, HUGE_N, BAD };

void
check_kind(const char *build, Kind kind)
{
    battery().for_each_case(
        build, [kind](int np, const MpiCase &c,
                      const std::vector<Answer *> &answers) {
            Kind mine = c.id == NEGATIVE            ? BAD
                        : inputs[(size_t)c.id].huge ? HUGE_N
                                                    : FEW;
            if (mine == kind)
                check_hits(np, c, answers);
        });
}

// Darts that each rank threw, and whether anybody else threw any.
void
check_shares(int np, const MpiCase &c, const std::vector<Answer *> &answers)
{
    std::vector<int64_t> threw;
    for (Answer *a : answers) {
        int64_t sum = 0;
        for (const Seen::Call &call : a->seen.calls)
            if (call.last > call.first)
                sum += call.last - call.first;
        threw.push_back(sum);
    }
    if (c.id == NEGATIVE || inputs[(size_t)c.id].huge)
        return;
    int64_t n = inputs[(size_t)c.id].n;
    if (n > 0 && np > 1 &&
        std::count(threw.begin(), threw.end(), 0) == np)
        return judge("INCONCLUSIVE", "",
                     say("no rank called pi_hits, so it cannot be seen who "
                         "threw the darts, %s",
                         where(np, c).c_str()));
    for (int world = 0; world < np; world++) {
        int size = shape_size(c.shape, np, world);
        int64_t mine = threw[(size_t)world], others = 0;
        if (size < 2 || mine <= n / size + size)
            continue;
        for (int r = 0; r < np; r++)
            if (shape_half(c.shape, r) == shape_half(c.shape, world))
                others += r == world ? 0 : threw[(size_t)r];
        return judge("SERIAL",
                     others == 0 ? "lets-rank-0-throw-all"
                                 : "throws-all-on-every-rank",
                     say("rank %d threw %lld of %lld darts, %s; its share "
                         "is %lld, and "
                         "the other ranks together threw %lld",
                         world, (long long)mine, (long long)n,
                         where(np, c).c_str(), (long long)(n / size),
                         (long long)others));
    }
}

void
hints()
{
    hint_on("DEADLOCK", "idle-ranks-leave");
    hint_on("LEAK", "keeps-its-communicator");
}

TEST(pi_mpi, same_hits_on_every_rank)
{
    hints();
    check_kind("plain", FEW);
    check_kind("plain", BAD); // the sums first, on all numbers of ranks
}

TEST(pi_mpi, huge_n)
{
    hints();
    check_kind("plain", HUGE_N);
}

TEST(pi_mpi, same_hits_with_mpich)
{
    hints();
    for (Kind kind : {FEW, HUGE_N, BAD})
        check_kind("mpich", kind);
}

TEST(pi_mpi, ranks_share_the_work)
{
    hints();
    battery().for_each_case("plain", check_shares);
}

TEST(pi_mpi, memory_and_leftovers)
{
    hints();
    battery().check_memory();
    battery().check_leftovers();
}

} // namespace
