// lcg_jump.cc - k steps at once, against a walk for small k and another
// formula for large k.
#include "driver.h"

#include <functional>

namespace
{

struct Jump {
    uint64_t x, a, c, k;
};

// The questions of one launch: few steps, or so many that a walk never
// ends.
struct Set {
    std::vector<Jump> jumps;
    double seconds;
    std::map<std::string, Launch> runs;

    Launch &
    run_of(const std::string &build)
    {
        auto found = runs.find(build);
        if (found != runs.end())
            return found->second;
        std::vector<Question> questions;
        for (const Jump &j : jumps)
            questions.push_back(Question() << (int64_t)j.x << (int64_t)j.a
                                           << (int64_t)j.c << (int64_t)j.k);
        return runs[build] = run_probe(build, 0, questions, seconds);
    }
};

uint64_t
any()
{
    return rng();
}

Set &
few()
{
    static Set set;
    if (!set.jumps.empty())
        return set;
    // a = 3, c = 1, x = 2 is the example of the hints.
    for (uint64_t k = 1; k <= 6; k++)
        set.jumps.push_back({2, 3, 1, k});
    for (int i = 0; i < 20; i++)
        set.jumps.push_back({any(), any() | 1, any() | 1,
                             (uint64_t)random_between(1, 5000)});
    for (uint64_t a : {0, 1, 2})
        for (uint64_t c : {0, 1, 7})
            for (uint64_t k : {1, 2, 1000})
                set.jumps.push_back({any(), a, c, k});
    return set;
}

Set &
none()
{
    static Set set;
    if (set.jumps.empty())
        for (int i = 0; i < 4; i++)
            set.jumps.push_back({any(), any(), any(), 0});
    return set;
}

Set &
many()
{
    static Set set;
    set.seconds = 10;
    if (!set.jumps.empty())
        return set;
    const uint64_t knuth = UINT64_C(6364136223846793005);
    for (uint64_t k : {UINT64_C(1) << 60, UINT64_MAX, UINT64_C(1) << 32,
                       (UINT64_C(1) << 63) + 1})
        set.jumps.push_back({any(), knuth, any() | 1, k});
    for (int i = 0; i < 20; i++)
        set.jumps.push_back(
            {any(), any() | 1, any(), any() | UINT64_C(1) << 50});
    for (uint64_t a : {0, 1, 2})
        set.jumps.push_back({any(), a, any(), any() | UINT64_C(1) << 50});
    return set;
}

// Steps as pairs (a, c), composed from the most significant bit of k down;
// the usual solutions go the other way.
uint64_t
truth(const Jump &j)
{
    uint64_t a = 1, c = 0;
    for (int bit = 63; bit >= 0; bit--) {
        c = a * c + c;
        a = a * a;
        if (j.k >> bit & 1) {
            c = j.a * c + j.c;
            a = j.a * a;
        }
    }
    return a * j.x + c;
}

uint64_t
power(uint64_t a, uint64_t k)
{
    return truth({1, a, 0, k});
}

// x -> a * x + c with the doubling step of a wrong answer.
uint64_t
doubled(Jump j, const std::function<void(uint64_t &a, uint64_t &c)> &twice)
{
    for (; j.k > 0; j.k >>= 1) {
        if (j.k & 1)
            j.x = j.a * j.x + j.c;
        twice(j.a, j.c);
    }
    return j.x;
}

struct Mistake {
    const char *name;
    std::function<uint64_t(Jump)> result;
};

const std::vector<Mistake> mistakes = {
    {"forgets-c", [](Jump j) { return power(j.a, j.k) * j.x; }},
    {"adds-the-same-c",
     [](Jump j) {
         return doubled(j, [](uint64_t &a, uint64_t &) { a *= a; });
     }},
    {"squares-a-too-early",
     [](Jump j) {
         return doubled(j, [](uint64_t &a, uint64_t &c) {
             a *= a;
             c *= a + 1;
         });
     }},
    {"counts-steps-in-32-bits",
     [](Jump j) {
         j.k = (uint32_t)j.k;
         return truth(j);
     }},
    {"divides-modulo-2-to-the-64",
     [](Jump j) {
         uint64_t p = power(j.a, j.k);
         return j.a == 1 ? j.x + j.k * j.c
                         : p * j.x + (p - 1) / (j.a - 1) * j.c;
     }},
    {"divides-modulo-2-to-the-64",
     [](Jump j) {
         uint64_t p = power(j.a, j.k);
         return j.a == 1 ? j.x + j.k * j.c
                         : p * j.x + j.c * (p - 1) / (j.a - 1);
     }},
    {"steps-at-least-once",
     [](Jump j) {
         j.k += j.k == 0;
         return truth(j);
     }},
};

// The mistake that explains every wrong answer of the set.
std::string
mistake(Set &set, Launch &run)
{
    for (const Mistake &m : mistakes) {
        bool explains = true;
        for (size_t i = 0; i < set.jumps.size() && explains; i++) {
            Answer *a = run.need((int)i);
            if (!a)
                return "";
            uint64_t got = (uint64_t)a->i64();
            explains =
                got == truth(set.jumps[i]) || got == m.result(set.jumps[i]);
        }
        if (explains)
            return m.name;
    }
    return "";
}

void
check_set(Set &set)
{
    hint_on("TLE", "walks-step-by-step");
    hint_on("CRASH", "divides-modulo-2-to-the-64");
    Launch &run = set.run_of("plain");
    for (size_t i = 0; i < set.jumps.size(); i++) {
        Answer *a = run.need((int)i);
        if (!a)
            return;
        const Jump &j = set.jumps[i];
        uint64_t got = (uint64_t)a->i64();
        show(say("lcg_jump(%llu, %llu, %llu, %llu)", (unsigned long long)j.x,
                 (unsigned long long)j.a, (unsigned long long)j.c,
                 (unsigned long long)j.k),
             say("%llu", (unsigned long long)truth(j)),
             say("%llu", (unsigned long long)got));
        if (got != truth(j))
            return wrong(
                mistake(set, run),
                say("lcg_jump(%llu, %llu, %llu, %llu): expected "
                    "%llu, got %llu",
                    (unsigned long long)j.x, (unsigned long long)j.a,
                    (unsigned long long)j.c, (unsigned long long)j.k,
                    (unsigned long long)truth(j), (unsigned long long)got));
    }
}

TEST(lcg_jump, few_steps)
{
    check_set(few());
}

TEST(lcg_jump, no_step)
{
    check_set(none());
}

TEST(lcg_jump, many_steps)
{
    check_set(many());
}

TEST(lcg_jump, memory_and_leftovers)
{
    check_memory(few().run_of("asan"));
    check_leftovers(few().run_of("plain"));
}

} // namespace
