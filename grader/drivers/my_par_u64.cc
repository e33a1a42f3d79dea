// my_par_u64.cc - a pure function: known answers, any order, any place.
#include "driver_darts.h"

namespace
{

struct Case {
    uint64_t seed;
    std::vector<int64_t> places;
};
std::vector<Case> cases; // in order, then in disorder, then far along
size_t first_disorder, first_far;
std::vector<Question> questions;

void
make_questions()
{
    std::vector<int64_t> start = {0, 1, 2, 3, 4}, far;
    // The published numbers of SplitMix64 stand first.
    cases = {{1234567, start}, {0, start}, {42, start}};
    for (int i = 0; i < 5; i++)
        cases.push_back({rng(), start});
    first_disorder = cases.size();
    cases.push_back({42, {4, 0, 3, 3, 1, 0, 2, 2}});
    cases.push_back({42, {2}});
    for (int i = 0; i < 5; i++)
        cases.push_back({rng(), {7, 7, 2, 100, 3, 2, 1000000}});
    first_far = cases.size();
    for (uint64_t i : {UINT64_C(0xffffffff), UINT64_C(0x100000000),
                       UINT64_C(0x100000001), UINT64_C(1) << 63,
                       UINT64_MAX - 1, UINT64_MAX, (uint64_t)rng()})
        far.push_back((int64_t)i);
    cases.push_back({1234567, far});
    cases.push_back({UINT64_MAX, far});
    cases.push_back({rng(), far});
    for (const Case &c : cases)
        questions.push_back(Question() << (int64_t)c.seed << c.places);
}

Launch &
the_run()
{
    static Launch run =
        (make_questions(), run_probe("plain", 0, questions));
    return run;
}

// --- what well-known mistakes give ---------------------------------------

const uint64_t GOLDEN = UINT64_C(0x9E3779B97F4A7C15);

uint64_t
mixed(uint64_t z, bool sign)
{
    auto shifted = [&](int by) {
        return sign ? (uint64_t)((int64_t)z >> by) : z >> by;
    };
    z = (z ^ shifted(30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ shifted(27)) * UINT64_C(0x94D049BB133111EB);
    return z ^ shifted(31);
}

const char *
mistake(uint64_t seed, uint64_t i, uint64_t got)
{
    uint64_t point = seed + (i + 1) * GOLDEN;
    if (got == mixed(seed + i * GOLDEN, false))
        return "no-plus-one";
    if (got == point)
        return "not-mixed";
    if (got == mixed(point, true))
        return "signed-shift";
    for (uint64_t z : {seed ^ i, seed ^ (i + 1), seed + i, seed + i + 1,
                       seed ^ (i * GOLDEN), seed ^ ((i + 1) * GOLDEN)})
        if (got == mixed(z, false))
            return "seed-xor-index";
    return "";
}

// At place 0 some mistakes look alike: a later place decides.
std::string
mistake_in(const Case &c, const std::vector<int64_t> &got)
{
    std::string hint;
    for (size_t k = 0; k < got.size(); k++) {
        uint64_t i = (uint64_t)c.places[k];
        if ((uint64_t)got[k] != true_u64(c.seed, i) &&
            (hint.empty() || i > 0))
            hint = mistake(c.seed, i, (uint64_t)got[k]);
        if (!hint.empty() && i > 0)
            break;
    }
    return hint;
}

// `hint`: what it means that these are wrong when the first ones are right.
void
check(size_t from, size_t to, const std::string &hint)
{
    for (size_t c = from; c < to; c++) {
        Answer *a = the_run().need((int)c);
        if (!a)
            return;
        std::vector<int64_t> got = a->i64s();
        got.resize(cases[c].places.size());
        std::string before;
        for (size_t k = 0; k < got.size(); k++) {
            uint64_t i = (uint64_t)cases[c].places[k];
            uint64_t want = true_u64(cases[c].seed, i);
            if ((uint64_t)got[k] != want) {
                show(say("my_par_u64(%llu, %llu)",
                         (unsigned long long)cases[c].seed,
                         (unsigned long long)i),
                     say("%llu", (unsigned long long)want),
                     say("%llu", (unsigned long long)got[k]));
                return wrong(
                    from == 0 ? mistake_in(cases[c], got) : hint,
                    say("my_par_u64(%llu, %llu): expected %llu, got %llu%s",
                        (unsigned long long)cases[c].seed,
                        (unsigned long long)i, (unsigned long long)want,
                        (unsigned long long)got[k], before.c_str()));
            }
            before = say(" (the call before asked for place %llu)",
                         (unsigned long long)i);
        }
    }
}

TEST(my_par_u64, known_answers)
{
    the_run();
    check(0, first_disorder, "");
    for (size_t c = 0; c < cases.size() && !judged_already(); c++) {
        Answer *a = the_run().need((int)c);
        if (!a)
            return;
        a->i64s();
        if (a->i64() > 0)
            return wrong(
                "calls-par-u64",
                "the numbers are right, but they come from par_u64 "
                "in darts.h; here you compute them yourself");
    }
}

TEST(my_par_u64, any_order)
{
    the_run();
    check(first_disorder, first_far, "hidden-state");
}

TEST(my_par_u64, far_along_the_stream)
{
    the_run();
    check(first_far, cases.size(), "index-cut-to-32-bits");
    check_leftovers(the_run());
}

} // namespace
