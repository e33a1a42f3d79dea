// my_offset.cc - does every rank know where its items begin, and the total?
#include "driver_mpi.h"

namespace
{

enum { NEGATIVE = 1000, NO_TOTAL, EMPTY = 2 };
constexpr int64_t UNTOUCHED = -77;

// inputs[id][world rank]: how many items that rank has
std::vector<std::vector<int64_t>> inputs;

Battery &
battery()
{
    static Battery b;
    if (!inputs.empty())
        return b;
    inputs.resize(5);
    for (int r = 0; r < 7; r++) {
        inputs[0].push_back(random_between(1, 1000));
        inputs[1].push_back(
            random_between(INT64_C(1) << 33, INT64_C(1) << 50));
        inputs[EMPTY].push_back(random_between(1, 9));
        inputs[3].push_back(0);
        inputs[4].push_back( // odd, and more than a double has digits for
            random_between(INT64_C(1) << 57, INT64_C(1) << 58) * 2 + 1);
    }
    inputs[EMPTY][0] = inputs[EMPTY][1] = inputs[EMPTY][3] = 0;
    for (size_t i = 0; i < inputs.size(); i++)
        b.add((int)i, [&](Question &q) { q << inputs[i] << 0; });
    b.add_one(NEGATIVE, DUPLICATE, PLAIN,
              [](Question &q) { q << std::vector<int64_t>(7, -5) << 0; });
    b.add_one(NO_TOTAL, DUPLICATE, PLAIN,
              [](Question &q) { q << std::vector<int64_t>(7, 5) << 1; });
    return b;
}

struct Sums {
    int64_t before, all;
};

// What a sum in double makes of a number of up to 62 bits.
bool
rounded(int64_t got, int64_t want)
{
    return got != want && got >= want - 2048 && got <= want + 2048 &&
           want > INT64_C(1) << 53;
}

// What rank `rank` of a communicator must find; `map` alters each number.
template <typename Map>
Sums
sums(const std::vector<int64_t> &items, int shape, int np, int world,
     Map map)
{
    Sums s = {0, 0};
    int rank = shape_rank(shape, np, world);
    for (int r = 0; r < np; r++) {
        bool member = shape == SELF ? r == world
                                    : shape_half(shape, r) ==
                                          shape_half(shape, world);
        if (!member)
            continue;
        s.all += map(items[(size_t)r]);
        if (shape_rank(shape, np, r) < rank)
            s.before += map(items[(size_t)r]);
    }
    return s;
}

int64_t
same(int64_t n)
{
    return n;
}

int64_t
cut(int64_t n)
{
    return (int32_t)n;
}

struct Case {
    int np, world;
    const MpiCase *c;
    const std::vector<int64_t> *items;
    Sums want;
    int64_t
    own() const
    {
        return (*items)[(size_t)world];
    }
    int
    rank() const
    {
        return shape_rank(c->shape, np, world);
    }
    int
    size() const
    {
        return shape_size(c->shape, np, world);
    }
};

std::string
mistaken_offset(const Case &k, int64_t got)
{
    Sums world = sums(*k.items, WORLD, k.np, k.world, same);
    Sums small = sums(*k.items, k.c->shape, k.np, k.world, cut);
    if (rounded(got, k.want.before))
        return "adds-in-double";
    if (k.rank() > 0 && got == k.want.before + k.own())
        return "counts-itself";
    if (got == world.before)
        return "adds-over-world";
    if (k.rank() == 0)
        return "rank-0-undefined";
    if (got == k.own() * k.rank())
        return "assumes-equal-shares";
    if (got == (int32_t)small.before || got == small.before)
        return "counts-in-int";
    return "";
}

std::string
mistaken_total(const Case &k, int64_t got)
{
    Sums world = sums(*k.items, WORLD, k.np, k.world, same);
    Sums small = sums(*k.items, k.c->shape, k.np, k.world, cut);
    if (got == UNTOUCHED)
        return "tells-only-one-rank";
    if (rounded(got, k.want.all))
        return "adds-in-double";
    if (got == k.want.before + k.own())
        return "total-on-the-last-rank";
    if (got == world.all)
        return "adds-over-world";
    if (got == k.own() * k.size())
        return "assumes-equal-shares";
    if (got == (int32_t)small.all || got == small.all)
        return "counts-in-int";
    return "";
}

// Rank 0 may be wrong in a way of its own, so it is looked at last; its
// total is what a learner sees first.
void
check_rank(const Case &k, Answer &a, bool offset_only)
{
    int64_t offset = a.i64(), total = a.i64();
    std::string call = say(
        "my_offset(%lld, &total, comm) on rank %d (rank %d of comm), "
        "%s: ",
        (long long)k.own(), k.world, k.rank(), where(k.np, *k.c).c_str());
    if (offset_only && offset != k.want.before) {
        show(call, k.want.before, offset);
        return wrong(mistaken_offset(k, offset),
                     call +
                         say("the lower ranks have %s together, got %lld",
                             amount(k.want.before, "item").c_str(),
                             (long long)offset));
    }
    if (!offset_only && total != k.want.all) {
        show(call, k.want.all, total);
        wrong(mistaken_total(k, total),
              call +
                  say("the total must be %lld, got %lld%s",
                      (long long)k.want.all, (long long)total,
                      total == UNTOUCHED ? " (it was not touched)" : ""));
    }
}

void
check_numbers(const char *build, bool offset_only)
{
    // Rank 0 last: an answer that is wrong only there is known by that.
    for (bool zero : {false, true})
        battery().for_each_case(
            build, [&](int np, const MpiCase &c,
                       const std::vector<Answer *> &all) {
                if (c.id >= NEGATIVE)
                    return;
                const std::vector<int64_t> &items = inputs[(size_t)c.id];
                for (int world = 0; world < np && !judged_already();
                     world++) {
                    Case k = {np, world, &c, &items,
                              sums(items, c.shape, np, world, same)};
                    if ((k.rank() == 0) == zero)
                        check_rank(k, *all[(size_t)world], offset_only);
                    all[(size_t)world]->rewind();
                }
            });
}

void
hints()
{
    bool alone = battery().launch("plain", 1).verdict == "DEADLOCK";
    hint_on("DEADLOCK",
            alone ? "sends-to-itself-first" : "empty-ranks-leave");
    hint_on("LEAK", "keeps-its-communicator");
}

TEST(my_offset, offset_on_every_rank)
{
    hints();
    check_numbers("plain", true);
}

TEST(my_offset, total_on_every_rank)
{
    hints();
    check_numbers("plain", false);
}

TEST(my_offset, bad_arguments)
{
    hints();
    battery().for_each(
        "plain", [](int, int world, const MpiCase &c, Answer &a) {
            int64_t got = a.i64();
            if (c.id >= NEGATIVE && got != -1)
                wrong("trusts-its-arguments",
                      say("my_offset(%s, comm) on rank %d must return -1, "
                          "got %lld",
                          c.id == NEGATIVE ? "-5, &total" : "5, NULL",
                          world, (long long)got));
        });
}

TEST(my_offset, with_mpich)
{
    hints();
    check_numbers("mpich", true);
    check_numbers("mpich", false);
}

TEST(my_offset, memory_and_leftovers)
{
    hints();
    battery().check_memory();
    battery().check_leftovers();
}

} // namespace
