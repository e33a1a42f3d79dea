// scaling_table.cc - sorted rows, the right baseline, and the two kinds of
// efficiency.
#include "driver.h"

#include <algorithm>
#include <climits>
#include <cmath>

namespace
{

enum Kind { STRONG, WEAK };
enum Null { NO_NULL, NULL_RUNS, NULL_ROWS };

struct Timed {
    int p;
    double seconds;
};
struct Row {
    int p;
    double seconds, speedup, efficiency;
};

struct Input {
    Kind kind;
    std::vector<Timed> runs;
    int n; // as told to the function
    Null null;
};
std::vector<Input> inputs; // regular ones, then bad ones
size_t first_bad;

double
some_seconds()
{
    return (double)random_between(200, 90000) / 1000;
}

void
add(Kind kind, const std::vector<Timed> &runs)
{
    inputs.push_back({kind, runs, (int)runs.size(), NO_NULL});
}

// n runs of different p from `least` on, shuffled so that neither the first
// nor the last is the smallest.
std::vector<Timed>
shuffled(int n, int least)
{
    std::vector<Timed> runs;
    for (int i = 0, p = least; i < n; i++) {
        runs.push_back({p, some_seconds()});
        p += (int)random_between(1, 5);
    }
    do
        std::shuffle(runs.begin(), runs.end(), rng);
    while (n > 2 && (runs[0].p == least || runs.back().p == least));
    return runs;
}

// The sorted inputs stand first, so that a mistake in a formula is not
// hidden behind one of order; in each the times neither rise nor fall.
void
make_inputs()
{
    for (Kind kind : {STRONG, WEAK}) {
        add(kind, {{4, 6.0}, {8, 4.0}});
        add(kind, {{1, 8.0}, {2, 5.0}, {4, 6.0}, {8, 2.0}});
        add(kind, {{3, 7.0}, {5, 4.0}, {6, 5.0}});
    }
    for (Kind kind : {STRONG, WEAK}) {
        add(kind, {{8, 4.0}, {2, 10.0}, {4, 6.0}});
        add(kind, {{5, 3.0}});
        add(kind, {});
        add(kind, {{INT_MAX, 1e-9}, {2, 1e9}, {INT_MAX - 1, 1e300}});
        for (int i = 0; i < 6; i++)
            add(kind, shuffled((int)random_between(3, 20),
                               (int)random_between(1, 9)));
        add(kind, shuffled(1200, 2));
    }
    first_bad = inputs.size();
    const std::vector<Timed> good = {{2, 4.0}, {4, 3.0}, {8, 2.0}};
    for (Kind kind : {STRONG, WEAK}) {
        inputs.push_back({kind, {}, -1, NO_NULL});
        inputs.push_back({kind, good, 3, NULL_RUNS});
        inputs.push_back({kind, good, 3, NULL_ROWS});
        for (double t : {0.0, -1.0, (double)NAN})
            for (size_t at : {0, 1, 2}) {
                std::vector<Timed> runs = good;
                runs[at].seconds = t;
                add(kind, runs);
            }
        for (int p : {0, -2})
            add(kind, {{4, 3.0}, {p, 2.0}});
    }
}

Launch &
run_of(const char *build)
{
    static std::map<std::string, Launch> launches;
    if (inputs.empty())
        make_inputs();
    auto found = launches.find(build);
    if (found != launches.end())
        return found->second;
    std::vector<Question> questions;
    for (const Input &in : inputs) {
        Question q;
        q << (int)in.kind << in.n << (int)in.null;
        for (const Timed &r : in.runs)
            q << r.p << r.seconds;
        questions.push_back(q);
    }
    return launches.emplace(build, run_probe(build, 0, questions))
        .first->second;
}

// --- the right table and the well-known wrong ones ----------------------

using Order = bool (*)(const Timed &, const Timed &);
using Rule = Row (*)(const Timed &run, const Timed &base,
                     const Timed &first, Kind kind);

bool
by_p(const Timed &a, const Timed &b)
{
    return a.p < b.p;
}

Row
right(const Timed &r, const Timed &base, const Timed &, Kind kind)
{
    double times = base.seconds / r.seconds, more = (double)r.p / base.p;
    double e = kind == STRONG ? times / more : times;
    return {r.p, r.seconds, e * more, e};
}

std::vector<Row>
table(const Input &in, Rule rule, Order order)
{
    std::vector<Timed> runs = in.runs;
    if (order != nullptr)
        std::stable_sort(runs.begin(), runs.end(), order);
    std::vector<Row> rows;
    for (const Timed &r : runs)
        rows.push_back(
            rule(r, *std::min_element(in.runs.begin(), in.runs.end(), by_p),
                 in.runs.front(), in.kind));
    return rows;
}

const struct Mistake {
    const char *hint;
    Order order;
    Rule rule;
} mistakes[] = {
    {"assumes-one-worker", by_p,
     [](const Timed &r, const Timed &base, const Timed &, Kind kind) {
         return right(r, {1, base.seconds}, base, kind);
     }},
    {"assumes-one-worker", by_p, // the baseline's time is one worker's
     [](const Timed &r, const Timed &base, const Timed &, Kind kind) {
         Row row = right(r, base, base, kind);
         row.efficiency = row.speedup / r.p;
         return row;
     }},
    {"assumes-one-worker", by_p, // speed-up against one ideal worker
     [](const Timed &r, const Timed &base, const Timed &, Kind kind) {
         Row row = right(r, base, base, kind);
         row.speedup *= base.p;
         return row;
     }},
    {"weak-as-strong", by_p,
     [](const Timed &r, const Timed &base, const Timed &first, Kind) {
         return right(r, base, first, STRONG);
     }},
    {"strong-as-weak", by_p,
     [](const Timed &r, const Timed &base, const Timed &first, Kind) {
         return right(r, base, first, WEAK);
     }},
    {"weak-speedup-not-scaled", by_p,
     [](const Timed &r, const Timed &base, const Timed &first, Kind kind) {
         Row row = right(r, base, first, kind);
         row.speedup = base.seconds / r.seconds;
         return row;
     }},
    {"integer-division", by_p,
     [](const Timed &r, const Timed &base, const Timed &first, Kind kind) {
         Row row = right(r, {1, base.seconds}, first, kind);
         int more = r.p / base.p;
         double times = base.seconds / r.seconds;
         row.efficiency = kind == STRONG ? times / more : times;
         row.speedup = kind == STRONG ? times : times * more;
         return row;
     }},
    {"integer-division", by_p, // in the speed-up, and so in what follows
     [](const Timed &r, const Timed &base, const Timed &first, Kind kind) {
         Row row = right(r, base, first, kind);
         if (kind == WEAK)
             row.speedup = base.seconds / r.seconds * (r.p / base.p);
         row.efficiency = row.speedup * base.p / r.p;
         return row;
     }},
    {"integer-division", by_p, // base.p / p is 0 between two ints
     [](const Timed &r, const Timed &base, const Timed &first, Kind kind) {
         Row row = right(r, base, first, kind);
         if (kind == STRONG)
             row.efficiency = row.speedup * (base.p / r.p);
         return row;
     }},
    {"efficiency-in-percent", by_p,
     [](const Timed &r, const Timed &base, const Timed &first, Kind kind) {
         Row row = right(r, base, first, kind);
         row.efficiency *= 100;
         return row;
     }},
    {"ratio-upside-down", by_p,
     [](const Timed &r, const Timed &base, const Timed &, Kind kind) {
         Row row =
             right({r.p, base.seconds}, {base.p, r.seconds}, base, kind);
         return Row{r.p, r.seconds, row.speedup, row.efficiency};
     }},
    {"first-run-as-baseline", by_p,
     [](const Timed &r, const Timed &, const Timed &first, Kind kind) {
         return right(r, first, first, kind);
     }},
    {"not-sorted", nullptr, right},
    {"not-sorted", nullptr,
     [](const Timed &r, const Timed &, const Timed &first, Kind kind) {
         return right(r, first, first, kind);
     }},
    {"sorted-backwards",
     [](const Timed &a, const Timed &b) { return a.p > b.p; }, right},
    {"sorted-by-time",
     [](const Timed &a, const Timed &b) { return a.seconds < b.seconds; },
     right},
    {"sorted-by-time",
     [](const Timed &a, const Timed &b) { return a.seconds > b.seconds; },
     right},
};

bool
close(double got, double want, double digits = 1e-9)
{
    return got == want || fabs(got - want) <= digits * fabs(want);
}

bool
same(const Row &got, const Row &want, double digits = 1e-9)
{
    return got.p == want.p && close(got.seconds, want.seconds, digits) &&
           close(got.speedup, want.speedup, digits) &&
           close(got.efficiency, want.efficiency, digits);
}

bool
same(const std::vector<Row> &got, const std::vector<Row> &want,
     double digits = 1e-9)
{
    for (size_t i = 0; i < want.size(); i++)
        if (!same(got[i], want[i], digits))
            return false;
    return true;
}

struct Got {
    int64_t returned = 0, kept = 0;
    std::vector<Row> rows;
};

bool
take(Launch &run, size_t i, Got *got)
{
    Answer *a = run.need((int)i);
    if (a == nullptr)
        return false;
    got->rows.clear();
    a->rewind();
    got->returned = a->i64();
    got->kept = a->i64();
    for (size_t k = 0; k < inputs[i].runs.size(); k++) {
        Row r;
        r.p = (int)a->i64();
        r.seconds = a->real();
        r.speedup = a->real();
        r.efficiency = a->real();
        got->rows.push_back(r);
    }
    return true;
}

// The mistake that explains every wrong table.
std::string
mistake(Launch &run, size_t upto)
{
    Got got;
    for (const Mistake &m : mistakes) {
        bool explains = true;
        for (size_t i = 0; i < upto && explains; i++) {
            if (!take(run, i, &got))
                return "";
            explains = same(got.rows, table(inputs[i], right, by_p)) ||
                       same(got.rows, table(inputs[i], m.rule, m.order));
        }
        if (explains)
            return m.hint;
    }
    return "";
}

// Several mistakes at once: say the first that shows, in sorted tables or
// in mixed ones.
std::string
name_it(Launch &run, size_t i, const Got &got)
{
    std::string hint = mistake(run, first_bad);
    if (!hint.empty())
        return hint;
    std::vector<Row> want = table(inputs[i], right, by_p);
    if (same(got.rows, want, 1e-5))
        return "single-precision";
    for (const Mistake &m : mistakes)
        if (same(got.rows, table(inputs[i], m.rule, m.order)))
            return m.hint;
    for (size_t k = 0; k < want.size(); k++)
        if (got.rows[k].p != want[k].p)
            return "not-sorted";
    return "";
}

std::string
words(const Row &r)
{
    return say("%d workers, %.10g s, speedup %.10g, efficiency %.10g", r.p,
               r.seconds, r.speedup, r.efficiency);
}

std::string
words(const Input &in)
{
    std::string list;
    for (size_t i = 0; i < in.runs.size() && i < 6; i++)
        list += say("%s{%d, %.10g}", i > 0 ? ", " : "", in.runs[i].p,
                    in.runs[i].seconds);
    if (in.runs.size() > 6)
        list += ", ...";
    return say("scaling_table(%s, %d, %s, %s)",
               in.null == NULL_RUNS ? "NULL" : ("{" + list + "}").c_str(),
               in.n, in.kind == STRONG ? "STRONG" : "WEAK",
               in.null == NULL_ROWS ? "NULL" : "out");
}

void
check_kind(Kind kind)
{
    Launch &run = run_of("plain");
    Got got;
    for (size_t i = 0; i < first_bad; i++) {
        const Input &in = inputs[i];
        if (in.kind != kind)
            continue;
        if (!take(run, i, &got))
            return;
        if (got.returned < 0)
            return wrong(in.n == 0 ? "nothing-to-do" : "",
                         words(in) + say(" must return 0, got %lld",
                                         (long long)got.returned));
        std::vector<Row> want = table(in, right, by_p);
        for (size_t k = 0; k < want.size(); k++) {
            show(words(in), words(want[k]), words(got.rows[k]));
            if (!same(got.rows[k], want[k]))
                return wrong(name_it(run, i, got),
                             words(in) + say(": row %d must be ", (int)k) +
                                 words(want[k]) + "; it is " +
                                 words(got.rows[k]));
        }
    }
}

TEST(scaling_table, strong)
{
    hint_on("CRASH", "fixed-size");
    check_kind(STRONG);
}

TEST(scaling_table, weak)
{
    hint_on("CRASH", "fixed-size");
    check_kind(WEAK);
}

TEST(scaling_table, runs_are_not_changed)
{
    Launch &run = run_of("plain");
    Got got;
    for (size_t i = 0; i < first_bad; i++) {
        if (!take(run, i, &got))
            return;
        if (!got.kept)
            return wrong("sorts-the-callers-runs",
                         words(inputs[i]) + ": the runs were changed");
    }
}

TEST(scaling_table, bad_arguments)
{
    hint_on("CRASH", "bad-arguments");
    Launch &run = run_of("plain");
    Got got;
    for (size_t i = first_bad; i < inputs.size(); i++) {
        if (!take(run, i, &got))
            return;
        const Input &in = inputs[i];
        bool time = false;
        for (const Timed &r : in.runs)
            time = time || !(r.seconds > 0);
        if (got.returned != -1)
            return wrong(time ? "accepts-no-time" : "bad-arguments",
                         words(in) + say(" must return -1, got %lld",
                                         (long long)got.returned));
    }
}

TEST(scaling_table, memory_and_leftovers)
{
    hint_on("MEMORY", "fixed-size");
    hint_on("LEAK", "copy-not-freed");
    check_memory(run_of("asan"));
    check_leftovers(run_of("plain"));
}

} // namespace
