// heat_step.cc - one step of heat, bit by bit.
#include "driver_heat.h"

namespace
{

enum { NO_U = 1, NO_V = 2 };

struct Step {
    std::vector<int64_t> before, after; // u, and what stands in v
    int n;
    double r;
    int null;
};
std::vector<Step> steps; // the good ones first
size_t first_bad;

std::vector<int64_t>
any_cells(size_t n)
{
    std::vector<int64_t> v;
    while (v.size() < n)
        v.push_back(random_between(-1000, 1000));
    return v;
}

void
add(size_t cells, int n, double r, int null = 0)
{
    steps.push_back(
        {any_cells(cells + 2), any_cells(cells + 2), n, r, null});
}

void
make_questions()
{
    // Here every well-known mistake gives a number of its own.
    steps.push_back(
        {{7, 100, 40, 60, 20, 3}, {-1, -2, -3, -4, -5, -6}, 4, 1.5, 0});
    for (double r : {0.25, 0.5, 0.125, 1.0, 0.0, -0.25, 3.0})
        for (int n : {1, 2, 3, (int)random_between(4, 40)})
            add((size_t)n, n, r);
    add(5000, 5000, 0.25);
    first_bad = steps.size();
    for (int n : {0, -1, INT32_MIN})
        add(3, n, 0.5);
    add(3, 3, 0.5, NO_U);
    add(3, 3, 0.5, NO_V);
}

Launch &
run_of(const std::string &build)
{
    static std::map<std::string, Launch> runs;
    if (steps.empty())
        make_questions();
    auto found = runs.find(build);
    if (found != runs.end())
        return found->second;
    std::vector<Question> questions;
    for (const Step &s : steps)
        questions.push_back(Question()
                            << s.before << s.after << s.n << s.r << s.null);
    return runs[build] = run_probe(build, 0, questions);
}

// --- what well-known mistakes give ---------------------------------------

using Rule = double (*)(double left, double mid, double right, double r,
                        double old);
const struct {
    const char *hint;
    Rule rule;
} rules[] = {
    {"halves-r", [](double a, double b, double c, double r,
                    double) { return b + r / 2 * (a - 2 * b + c); }},
    {"forgets-the-two", [](double a, double b, double c, double r,
                           double) { return b + r * (a - b + c); }},
    {"only-the-change", [](double a, double b, double c, double r,
                           double) { return r * (a - 2 * b + c); }},
    {"turns-the-sign", [](double a, double b, double c, double r,
                          double) { return b - r * (a - 2 * b + c); }},
    {"always-a-quarter", [](double a, double b, double c, double,
                            double) { return b + 0.25 * (a - 2 * b + c); }},
    {"takes-r-as-int", [](double a, double b, double c, double r,
                          double) { return b + (int)r * (a - 2 * b + c); }},
    {"adds-onto-v", [](double a, double b, double c, double r,
                       double old) { return old + r * (a - 2 * b + c); }},
};

Cells
apply(const Step &s, Rule rule, bool in_place)
{
    Cells u = cells_of(s.before), v = cells_of(s.after);
    for (size_t i = 1; i <= (size_t)s.n; i++) {
        v[i] = rule(u[i - 1], u[i], u[i + 1], s.r, v[i]);
        if (in_place)
            u[i] = v[i];
    }
    return v;
}

double
right(double a, double b, double c, double r, double)
{
    return b + r * (a - 2 * b + c);
}

std::string
mistake(const Step &s, const Cells &got, const Cells &want)
{
    size_t n = (size_t)s.n;
    auto same = [&](const Cells &a, const Cells &b, size_t from,
                    size_t to) {
        return std::equal(a.begin() + (long)from, a.begin() + (long)to + 1,
                          b.begin() + (long)from);
    };
    if (same(got, want, 1, n))
        return "touches-the-ends";
    if (same(got, cells_of(s.before), 1, n))
        return ""; // nothing happened yet
    if (same(got, apply(s, right, true), 1, n))
        return "works-in-place";
    for (const auto &m : rules)
        if (same(got, apply(s, m.rule, false), 1, n))
            return m.hint;
    if (n > 1 && (same(got, want, 2, n) || same(got, want, 1, n - 1) ||
                  (n > 2 && same(got, want, 2, n - 1))))
        return "leaves-out-an-edge";
    return "";
}

void
check_step(const Step &s, Answer &a)
{
    size_t size = s.before.size();
    Cells u = take_cells(a, size), v = take_cells(a, size);
    std::string call = say("heat_step(u, v, %d, %g) with u = ", s.n, s.r) +
                       cells_text(cells_of(s.before));
    Cells want = apply(s, right, false);
    show(call, "v = " + cells_text(want), "v = " + cells_text(v));
    if (v != want) {
        size_t i = first_difference(v, want);
        std::string hint = mistake(s, v, want);
        return wrong(
            hint,
            call + say(": v[%zu] must be %g, got %g", i, want[i], v[i]) +
                (hint == "touches-the-ends" ? ", what it was before" : ""));
    }
    if (u != cells_of(s.before))
        wrong("changes-u",
              call + say(": u[%zu] was changed",
                         first_difference(u, cells_of(s.before))));
}

TEST(heat_step, one_step)
{
    Launch &run = run_of("plain");
    for (size_t i = 0; i < first_bad && !judged_already(); i++)
        if (Answer *a = run.need((int)i))
            check_step(steps[i], *a);
}

TEST(heat_step, bad_arguments)
{
    hint_on("CRASH", "bad-arguments");
    Launch &run = run_of("plain");
    for (size_t i = first_bad; i < steps.size() && !judged_already(); i++) {
        Answer *a = run.need((int)i);
        if (!a)
            return;
        const Step &s = steps[i];
        size_t size = s.before.size();
        Cells u = take_cells(*a, size), v = take_cells(*a, size);
        if (u != cells_of(s.before) || v != cells_of(s.after))
            wrong("bad-arguments",
                  say("heat_step(%s, %s, %d, %g) must do nothing; it "
                      "changed %s",
                      s.null == NO_U ? "NULL" : "u",
                      s.null == NO_V ? "NULL" : "v", s.n, s.r,
                      u != cells_of(s.before) ? "u" : "v"));
    }
}

TEST(heat_step, memory_and_leftovers)
{
    hint_on("MEMORY", "one-cell-too-many");
    check_memory(run_of("asan"));
    check_leftovers(run_of("plain"));
}

} // namespace
