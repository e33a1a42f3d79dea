// driver_darts.cc - see driver_darts.h
#include "driver_darts.h"

#include <algorithm>

static const uint64_t GOLDEN = UINT64_C(0x9E3779B97F4A7C15);

uint64_t
true_u64(uint64_t seed, uint64_t i)
{
    uint64_t z = seed + (i + 1) * GOLDEN;
    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    return z ^ (z >> 31);
}

int64_t
true_hits(uint64_t seed, int64_t first, int64_t last)
{
    int64_t hits = 0;
    for (int64_t k = first; k < last; k++) {
        uint64_t z = true_u64(seed, (uint64_t)k);
        unsigned __int128 x = z >> 32, y = z & 0xFFFFFFFF;
        hits += (x * x + y * y) >> 64 == 0;
    }
    return hits;
}

int64_t
pretended_hits(int64_t first, int64_t last)
{
    auto multiples = [](int64_t n) { return n / 5 + (n % 5 > 0); };
    return last <= first ? 0
                         : last - first - (multiples(last) - multiples(first));
}

std::string
hits_mistake(uint64_t seed, int64_t n, int workers, int64_t got)
{
    int64_t share = n / workers, same = true_hits(seed, 0, share);
    if (n % workers != 0 && got == true_hits(seed, 0, share * workers))
        return "remainder-dropped";
    if (workers > 1 && n > 0 && got == same * workers)
        return "same-darts";
    int64_t by_worker = 0, by_next = 0;
    for (int k = 0; k < workers; k++) {
        by_worker += true_hits(seed + (uint64_t)k, 0, share);
        by_next += true_hits(seed + (uint64_t)k + 1, 0, share);
    }
    if (got == by_worker || got == by_next)
        return "seed-per-worker";
    if (got == 4 * true_hits(seed, 0, n))
        return "already-times-four";
    return "";
}

void
check_work(const Work &work, uint64_t seed, int64_t n, int workers,
           const char *kind)
{
    std::map<int, int64_t> share;
    int64_t sum = 0, largest = 0;
    for (const Work::Call &c : work.calls) {
        if (c.last <= c.first)
            continue;
        share[c.worker] += c.last - c.first;
        sum += c.last - c.first;
        largest = std::max(largest, share[c.worker]);
        if (c.seed != seed)
            return wrong("seed-per-worker",
                         say("a worker threw darts of seed %llu, not of the "
                             "given seed %llu",
                             (unsigned long long)c.seed,
                             (unsigned long long)seed));
    }
    int wanted = n < workers ? (int)n : workers;
    if (wanted < 2)
        return;
    if (sum == 0)
        return judge("SERIAL", "parent-does-all",
                     say("no worker called pi_hits for the %lld darts",
                         (long long)n));
    if (share.size() == 1)
        return judge("SERIAL", "parent-does-all",
                     say("one %s threw all %lld darts; %d were asked for",
                         kind, (long long)n, workers));
    if (sum > n)
        return judge("SERIAL", "everybody-does-all",
                     say("%lld darts were thrown, but only %lld were asked "
                         "for: work was done more than once",
                         (long long)sum, (long long)n));
    if (work.most_inside < 2)
        return judge("SERIAL", "one-after-the-other",
                     say("the %ss never ran together: each one ended before "
                         "the next was started",
                         kind));
    if (work.most_inside < wanted)
        return judge("SERIAL", "",
                     say("only %d of %d %ss ran at the same time",
                         work.most_inside, wanted, kind));
    if (largest > 2 * ((n + workers - 1) / workers))
        return judge("SERIAL", "uneven",
                     say("one %s threw %lld of %lld darts; with %d of them "
                         "an even share is %lld",
                         kind, (long long)largest, (long long)n, workers,
                         (long long)(n / workers)));
}
