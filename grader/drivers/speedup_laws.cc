// speedup_laws.cc - Amdahl, Gustafson and Karp-Flatt, and the formulas that
// are taken for them.
#include "driver.h"

#include <climits>
#include <cmath>

namespace
{

enum Law { AMDAHL, GUSTAFSON, KARP_FLATT, LAWS };
const char *const law_name[LAWS] = {"amdahl", "gustafson", "karp_flatt"};

struct Call {
    Law law;
    double x; // the serial fraction, or the speed-up
    int p;
};

std::vector<Call> calls; // regular ones, one worker, bad ones
size_t first_single, first_bad;
std::vector<Question> questions;

double
truth(const Call &c)
{
    double s = c.x, p = c.p;
    switch (c.law) {
    case AMDAHL:
        return p / (s * (p - 1) + 1);
    case GUSTAFSON:
        return p - s * (p - 1);
    default:
        return c.p == 1 ? 0 : (p / s - 1) / (p - 1);
    }
}

bool
close(double got, double want, double digits = 1e-9)
{
    return got == want ||
           (std::isfinite(want) &&
            fabs(got - want) <= digits * std::max(1.0, fabs(want)));
}

// The examples of the contract stand first: there the evidence is easy to
// follow.  Fractions are never 0.5, where serial and parallel look alike.
void
make_calls()
{
    calls = {{AMDAHL, 0.1, 4}, {GUSTAFSON, 0.1, 4}, {KARP_FLATT, 2.5, 4}};
    for (int p : {2, 3, 7, 64, 1000, INT_MAX})
        for (double s : {0.0, 1.0, 0.25, 0.02}) {
            calls.push_back({AMDAHL, s, p});
            calls.push_back({GUSTAFSON, s, p});
        }
    for (int p : {2, 3, 8, 100, INT_MAX})
        for (double part : {0.3, 0.95, 1.0, 1.2}) // of p: up to above p
            calls.push_back({KARP_FLATT, part * p, p});
    for (double speedup : {0.25, 0.8, 1.0}) // slower than one worker
        calls.push_back({KARP_FLATT, speedup, 6});
    for (int i = 0; i < 12; i++) {
        int p = (int)random_between(2, 5000);
        double s = (double)random_between(1, 400) / 1000;
        calls.push_back({AMDAHL, s, p});
        calls.push_back({GUSTAFSON, s, p});
        calls.push_back({KARP_FLATT, s * p + 0.1, p});
    }
    first_single = calls.size();
    for (double x : {0.3, 0.0, 1.0})
        for (Law law : {AMDAHL, GUSTAFSON})
            calls.push_back({law, x, 1});
    for (double speedup : {1.0, 0.9, 1.1})
        calls.push_back({KARP_FLATT, speedup, 1});
    first_bad = calls.size();
    for (Law law : {AMDAHL, GUSTAFSON, KARP_FLATT}) {
        for (int p : {0, -1, INT_MIN})
            calls.push_back({law, law == KARP_FLATT ? 1.5 : 0.25, p});
        for (double x : {-0.25, (double)NAN})
            calls.push_back({law, x, 4});
        calls.push_back({law, law == KARP_FLATT ? 0.0 : 1.25, 4});
    }
    for (const Call &c : calls)
        questions.push_back(Question() << (int)c.law << c.x << c.p);
}

Launch &
run_of(const char *build)
{
    static std::map<std::string, Launch> runs;
    if (questions.empty())
        make_calls();
    auto found = runs.find(build);
    if (found == runs.end())
        found = runs.emplace(build, run_probe(build, 0, questions)).first;
    return found->second;
}

// --- what is taken for the laws -----------------------------------------

struct Mistake {
    Law law;
    const char *hint;
    double (*rule)(double x, double p);
};

double
amdahl(double s, double p)
{
    return truth({AMDAHL, s, (int)p});
}

double
gustafson(double s, double p)
{
    return truth({GUSTAFSON, s, (int)p});
}

double
whole(double p) // what 1 / p is between two ints
{
    return p == 1 ? 1 : 0;
}

const Mistake mistakes[] = {
    {AMDAHL, "parallel-fraction",
     [](double s, double p) { return amdahl(1 - s, p); }},
    {AMDAHL, "laws-swapped", gustafson},
    {AMDAHL, "integer-division",
     [](double s, double p) { return 1 / (s + (1 - s) * whole(p)); }},
    {AMDAHL, "integer-division",
     [](double s, double) { return 1 / std::floor(s); }},
    {AMDAHL, "time-not-speedup",
     [](double s, double p) { return 1 / amdahl(s, p); }},
    {AMDAHL, "efficiency-not-speedup",
     [](double s, double p) { return amdahl(s, p) / p; }},
    {AMDAHL, "serial-part-shared",
     [](double s, double p) { return 1 / (s / p + (1 - s) / p); }},
    {AMDAHL, "rest-not-reduced",
     [](double s, double p) { return 1 / (s + 1 / p); }},
    {GUSTAFSON, "parallel-fraction",
     [](double s, double p) { return gustafson(1 - s, p); }},
    {GUSTAFSON, "laws-swapped", amdahl},
    {GUSTAFSON, "time-not-speedup",
     [](double s, double p) { return 1 / gustafson(s, p); }},
    {GUSTAFSON, "efficiency-not-speedup",
     [](double s, double p) { return gustafson(s, p) / p; }},
    {GUSTAFSON, "serial-part-forgotten",
     [](double s, double p) { return (1 - s) * p; }},
    {GUSTAFSON, "rest-not-reduced",
     [](double s, double p) { return s + p; }},
    {KARP_FLATT, "parallel-fraction",
     [](double x, double p) {
         return 1 - truth({KARP_FLATT, x, (int)p});
     }},
    {KARP_FLATT, "integer-division",
     [](double x, double p) {
         return (1 / x - whole(p)) / (1 - whole(p));
     }},
    {KARP_FLATT, "denominator-forgotten",
     [](double x, double p) { return 1 / x - 1 / p; }},
    {KARP_FLATT, "efficiency-not-fraction",
     [](double x, double p) { return x / p; }},
    {KARP_FLATT, "efficiency-not-fraction",
     [](double x, double p) { return 1 - x / p; }},
    {KARP_FLATT, "gustafson-solved",
     [](double x, double p) { return (p - x) / (p - 1); }},
    {KARP_FLATT, "fraction-cut-off",
     [](double x, double p) {
         return std::min(1.0,
                         std::max(0.0, truth({KARP_FLATT, x, (int)p})));
     }},
    {KARP_FLATT, "fraction-cut-off",
     [](double x, double p) {
         return std::max(0.0, truth({KARP_FLATT, x, (int)p}));
     }},
    {KARP_FLATT, "slow-refused",
     [](double x, double p) {
         return x < 1 ? -1 : truth({KARP_FLATT, x, (int)p});
     }},
    {KARP_FLATT, "slow-refused",
     [](double x, double p) {
         return x < 1 || x > p ? -1 : truth({KARP_FLATT, x, (int)p});
     }},
    {KARP_FLATT, "slow-refused",
     [](double x, double p) {
         return x > p ? -1 : truth({KARP_FLATT, x, (int)p});
     }},
};

// Is every result of the law right to some six digits?
bool
nearly(Law law)
{
    for (size_t i = 0; i < first_single; i++) {
        Answer *a = run_of("plain").need((int)i);
        if (a == nullptr)
            return false;
        double got = a->real();
        a->rewind();
        if (calls[i].law == law && !close(got, truth(calls[i]), 1e-5))
            return false;
    }
    return true;
}

// The mistake that explains every wrong result of the law.
std::string
mistake(Law law)
{
    for (const Mistake &m : mistakes) {
        bool explains = m.law == law;
        for (size_t i = 0; i < first_single && explains; i++) {
            const Call &c = calls[i];
            if (c.law != law)
                continue;
            Answer *a = run_of("plain").need((int)i);
            if (a == nullptr)
                return "";
            double got = a->real(), other = m.rule(c.x, c.p);
            a->rewind();
            explains = close(got, truth(c)) || close(got, other) ||
                       (std::isnan(got) && std::isnan(other));
        }
        if (explains)
            return m.hint;
    }
    return nearly(law) ? "single-precision" : "";
}

std::string
words(const Call &c)
{
    return say("%s(%.10g, %d)", law_name[c.law], c.x, c.p);
}

void
check_law(Law law)
{
    Launch &run = run_of("plain");
    for (size_t i = 0; i < first_single; i++) {
        Answer *a = run.need((int)i);
        if (a == nullptr)
            return;
        double got = a->real(), want = truth(calls[i]);
        a->rewind();
        if (calls[i].law != law || close(got, want))
            continue;
        show(words(calls[i]), say("%.10g", want), say("%.10g", got));
        return wrong(mistake(law),
                     words(calls[i]) +
                         say(": expected %.10g, got %.10g", want, got));
    }
}

TEST(speedup_laws, amdahl)
{
    check_law(AMDAHL);
}

TEST(speedup_laws, gustafson)
{
    check_law(GUSTAFSON);
}

TEST(speedup_laws, karp_flatt)
{
    check_law(KARP_FLATT);
}

TEST(speedup_laws, one_worker)
{
    Launch &run = run_of("plain");
    for (size_t i = first_single; i < first_bad; i++) {
        Answer *a = run.need((int)i);
        if (a == nullptr)
            return;
        double got = a->real(), want = truth(calls[i]);
        const Call &c = calls[i];
        bool none = c.law == KARP_FLATT && !std::isfinite(got);
        show(words(c), say("%.10g", want), say("%.10g", got));
        if (!close(got, want))
            return wrong(none ? "one-worker" : "",
                         words(c) +
                             say(": expected %.10g, got %.10g", want, got));
    }
}

TEST(speedup_laws, bad_arguments)
{
    hint_on("CRASH", "bad-arguments");
    Launch &run = run_of("plain");
    for (size_t i = first_bad; i < calls.size(); i++) {
        Answer *a = run.need((int)i);
        if (a == nullptr)
            return;
        double got = a->real();
        const Call &c = calls[i];
        show(words(c), "-1", say("%.10g", got));
        if (got != -1)
            return wrong(std::isnan(c.x) ? "accepts-nan" : "bad-arguments",
                         words(c) + say(" must return -1, got %.10g", got));
    }
}

TEST(speedup_laws, memory_and_leftovers)
{
    check_memory(run_of("asan"));
    check_leftovers(run_of("plain"));
}

} // namespace
