// pi_mpi.cc - the same hits on every rank for every number of ranks, every
// communicator; each dart thrown by one rank.
#include "driver_darts.h"
#include "driver_mpi.h"

#include <algorithm>

namespace {

struct Input {
    uint64_t seed;
    int64_t n;
};
std::vector<Input> inputs;

Battery &
battery()
{
    static Battery b;
    if (!inputs.empty())
        return b;
    for (int64_t n : {(int64_t)0, (int64_t)1, (int64_t)5,
                      random_between(1000, 2000) * 420 + 1,
                      random_between(1000, 5000)})
        inputs.push_back({(uint64_t)random_between(0, 1 << 30), n});
    for (size_t i = 0; i < inputs.size(); i++)
        b.add((int)i, [&](Question &q) {
            q << (int64_t)inputs[i].seed << inputs[i].n;
        });
    b.add_one(-1, WORLD, PLAIN, [](Question &q) { q << 1 << -5; });
    return b;
}

void
check_hits(int np, int rank, const MpiCase &c, Answer &a)
{
    int64_t got = a.i64();
    if (c.id < 0) {
        if (got != -1)
            wrong("bad-arguments",
                  say("n = -5 must give -1, got %lld", (long long)got));
        return;
    }
    static std::map<std::pair<int, int>, int64_t> known;
    int half = shape_half(c.shape, rank);
    const Input &in = inputs[(size_t)c.id];
    auto key = std::make_pair(c.id, half);
    if (!known.count(key))
        known[key] = true_hits(in.seed + (uint64_t)half, 0, in.n);
    if (got == known[key])
        return;
    int size = shape_size(c.shape, np, rank);
    std::string m = hits_mistake(in.seed + (uint64_t)half, in.n, size, got);
    if (m.empty() && shape_rank(c.shape, np, rank) != 0)
        m = got == 0 ? "only-rank-0-knows" : "";
    if (m.empty() && c.shape >= ODD_EVEN)
        m = "world-instead-of-comm";
    wrong(m, say("pi_mpi(%llu, %lld, comm) on rank %d, %s: expected %lld "
                 "hits, got %lld",
                 (unsigned long long)in.seed + (unsigned)half,
                 (long long)in.n, rank, where(np, c).c_str(),
                 (long long)known[key], (long long)got));
}

TEST(pi_mpi, same_hits_on_every_rank)
{
    battery().for_each("plain", check_hits);
}

TEST(pi_mpi, same_hits_with_mpich)
{
    battery().for_each("mpich", check_hits);
}

TEST(pi_mpi, ranks_share_the_work)
{
    battery().for_each("plain", [](int np, int rank, const MpiCase &c,
                                   Answer &a) {
        if (c.id < 0)
            return;
        a.i64();
        int64_t mine = 0, n = inputs[(size_t)c.id].n;
        for (const Work::Call &call : take_work(a).calls)
            mine += call.last - call.first;
        int size = shape_size(c.shape, np, rank);
        if (size > 1 && mine > n / size + size)
            judge("SERIAL", "everybody-does-all",
                  say("rank %d threw %lld of %lld darts %s; its share is "
                      "about %lld",
                      rank, (long long)mine, (long long)n,
                      where(np, c).c_str(), (long long)(n / size)));
    });
}

TEST(pi_mpi, memory_and_leftovers)
{
    battery().check_memory();
    battery().check_leftovers();
}

} // namespace
