// bind_plan.cc - where ranks live, and the other plans that are taken for
// the right one.
#include "driver.h"

#include <climits>
#include <array>

namespace
{

struct Job {
    int64_t nodes, sockets, cores, ranks, threads;
    int null = 0;
};
using Place = std::array<int64_t, 4>; // node, socket, first core, cores
using Plan = std::vector<Place>;
struct Outcome {
    int64_t result;
    Plan plan;
};

std::vector<Job> jobs; // that fit, that do not fit, bad ones
size_t first_tight, first_bad;
std::vector<Question> questions;

int64_t
slots(const Job &j)
{
    return j.cores / j.threads * j.sockets * j.nodes;
}

// The jobs of the lesson stand first, where the plans are easy to follow.
void
make_jobs()
{
    jobs = {{2, 2, 6, 4, 4}, {2, 2, 8, 6, 3}, {2, 2, 4, 8, 2},
            {3, 2, 4, 7, 1}, {1, 1, 1, 1, 1}, {1, 4, 5, 4, 5},
            {4, 1, 7, 5, 3}, {2, 2, 8, 0, 3}, {2, 3, 4, 9, 4 / 2},
            {2, 2, 8, 0, 3, 1}};
    for (int i = 0; i < 25; i++) {
        Job j = {random_between(1, 5), random_between(1, 4),
                 random_between(2, 40), 0, 1};
        j.threads = random_between(1, j.cores);
        j.ranks = random_between(1, std::min<int64_t>(slots(j), 200));
        jobs.push_back(j);
    }
    first_tight = jobs.size();
    for (int i = 0; i < 10; i++) {
        Job j = {random_between(1, 4), random_between(1, 3),
                 random_between(3, 20), 0, 0};
        j.threads = random_between(2, j.cores);
        j.ranks = slots(j); // just fits; one more does not
        jobs.push_back(j);
        j.ranks++;
        jobs.push_back(j);
    }
    jobs.push_back({4, 2, 6, 1, 7}); // enough cores, but on two sockets
    jobs.push_back({1, 2, 6, 3, 4}); // 12 cores for 12 threads
    jobs.push_back({8, 2, 4, 2, 8});
    jobs.push_back({INT_MAX, 64, 128, 9, 2}); // a product beyond an int
    jobs.push_back({1000000, 4096, 1, 3, 1});
    first_bad = jobs.size();
    for (Job bad : {Job{0, 2, 4, 2, 1},
                    {-1, 2, 4, 2, 1},
                    {2, 0, 4, 2, 1},
                    {2, -3, 4, 2, 1},
                    {2, 2, 0, 2, 1},
                    {2, 2, -4, 2, 1},
                    {2, 2, 4, -1, 1},
                    {2, 2, 4, 2, 0},
                    {2, 2, 4, 2, -2},
                    {-2, -2, 4, 2, 1},
                    {2, 2, 4, 2, 1, 1}})
        jobs.push_back(bad);
    for (const Job &j : jobs)
        questions.push_back(Question() << j.nodes << j.sockets << j.cores
                                       << j.ranks << j.threads << j.null);
}

Launch &
run_of(const char *build)
{
    static std::map<std::string, Launch> runs;
    if (questions.empty())
        make_jobs();
    auto found = runs.find(build);
    if (found == runs.end())
        found = runs.emplace(build, run_probe(build, 0, questions)).first;
    return found->second;
}

bool
outcome(size_t i, Outcome *o)
{
    Answer *a = run_of("plain").need((int)i);
    if (a == nullptr)
        return false;
    a->rewind();
    o->result = a->i64();
    std::vector<int64_t> v = a->i64s();
    for (size_t k = 0; k + 3 < v.size(); k += 4)
        o->plan.push_back({v[k], v[k + 1], v[k + 2], v[k + 3]});
    return true;
}

// --- the rule, and what is taken for it ---------------------------------

using Rule = Place (*)(const Job &j, int64_t rank);

Place
by_slot(const Job &j, int64_t r)
{
    int64_t on_socket = j.cores / j.threads, socket = r / on_socket;
    return {socket / j.sockets, socket % j.sockets,
            r % on_socket * j.threads, j.threads};
}

Place
by_node(const Job &j, int64_t r)
{
    int64_t on_socket = j.cores / j.threads, k = r / j.nodes;
    return {r % j.nodes, k / on_socket, k % on_socket * j.threads,
            j.threads};
}

Place
by_node_and_socket(const Job &j, int64_t r)
{
    int64_t k = r / j.nodes;
    return {r % j.nodes, k % j.sockets, k / j.sockets * j.threads,
            j.threads};
}

Place
by_socket(const Job &j, int64_t r)
{
    int64_t on_node = j.cores / j.threads * j.sockets, k = r % on_node;
    return {r / on_node, k % j.sockets, k / j.sockets * j.threads,
            j.threads};
}

// Core after core, whatever lies between two of them.
Place
straddling(const Job &j, int64_t r)
{
    int64_t core = r * j.threads, on_node = j.cores * j.sockets;
    return {core / on_node, core % on_node / j.cores, core % j.cores,
            j.threads};
}

// Only whole nodes are respected.
Place
straddling_sockets(const Job &j, int64_t r)
{
    int64_t fit = j.cores * j.sockets / j.threads;
    int64_t core = r % fit * j.threads;
    return {r / fit, core / j.cores, core % j.cores, j.threads};
}

Place
node_wide(const Job &j, int64_t r)
{
    Place p = by_slot(j, r);
    return {p[0], p[1], p[1] * j.cores + p[2], p[3]};
}

Place
counts_on(const Job &j, int64_t r)
{
    Place p = by_slot(j, r);
    return {p[0], p[0] * j.sockets + p[1], p[2], p[3]};
}

Place
one_apart(const Job &j, int64_t r)
{
    Place p = by_slot(j, r);
    return {p[0], p[1], p[2] / j.threads, p[3]};
}

Place
one_core(const Job &j, int64_t r)
{
    Place p = by_slot(j, r);
    return {p[0], p[1], p[2], 1};
}

Place
one_node(const Job &j, int64_t r)
{
    Place p = by_slot(j, r);
    return {0, p[0] * j.sockets + p[1], p[2], p[3]};
}

const struct {
    Rule rule;
    const char *hint;
} mistakes[] = {{by_node, "deals-by-node"},
                {by_node_and_socket, "deals-by-node"},
                {by_socket, "deals-by-socket"},
                {straddling, "straddles-sockets"},
                {straddling_sockets, "straddles-sockets"},
                {node_wide, "numbers-cores-of-the-node"},
                {counts_on, "counts-sockets-on"},
                {one_node, "counts-sockets-on"},
                {one_apart, "ranks-overlap"},
                {one_core, "one-core-each"}};

std::string
words(const Job &j)
{
    return say(
        "bind_plan(nodes %lld, sockets %lld, cores %lld, ranks %lld, "
        "threads %lld%s)",
        (long long)j.nodes, (long long)j.sockets, (long long)j.cores,
        (long long)j.ranks, (long long)j.threads,
        j.null ? ", out null" : "");
}

std::string
words(const Place &p)
{
    return say("node %lld, socket %lld, cores %lld to %lld",
               (long long)p[0], (long long)p[1], (long long)p[2],
               (long long)(p[2] + p[3] - 1));
}

// The first two ranks of a plan that share a core; false if there are none.
bool
overlap(const Plan &plan, size_t *a, size_t *b)
{
    for (*b = 1; *b < plan.size(); ++*b)
        for (*a = 0; *a < *b; ++*a) {
            const Place &x = plan[*a], &y = plan[*b];
            if (x[0] == y[0] && x[1] == y[1] && x[2] < y[2] + y[3] &&
                y[2] < x[2] + x[3])
                return true;
        }
    return false;
}

// The mistake that explains all plans for jobs that fit.
std::string
mistake()
{
    for (const auto &m : mistakes) {
        bool explains = true, differs = false;
        for (size_t i = 0; i < first_tight && explains; i++) {
            Outcome o;
            if (!outcome(i, &o))
                return "";
            if (o.result != 0) // the rule may run out of places
                continue;
            for (size_t r = 0; r < o.plan.size() && explains; r++) {
                Place p = m.rule(jobs[i], (int64_t)r);
                explains = o.plan[r] == p;
                differs = differs || p != by_slot(jobs[i], (int64_t)r);
            }
        }
        if (explains && differs)
            return m.hint;
    }
    return "";
}

void
check_plan(size_t i)
{
    const Job &j = jobs[i];
    Outcome o;
    if (!outcome(i, &o))
        return;
    if (o.result != 0)
        return wrong(j.null              ? "null-without-ranks"
                     : mistake().empty() ? "refuses-what-fits"
                                         : mistake(),
                     words(j) +
                         say(": it fits, so 0 was expected, got %lld",
                             (long long)o.result));
    for (size_t r = 0; r < o.plan.size(); r++) {
        Place want = by_slot(j, (int64_t)r);
        if (o.plan[r] == want)
            continue;
        std::string hint = mistake(), more;
        size_t a, b;
        if (overlap(o.plan, &a, &b))
            more = say("; ranks %zu and %zu share a core", a, b);
        if (hint.empty() && !more.empty() && o.plan[a] != o.plan[b])
            hint = "ranks-overlap";
        show(words(j) + say(", rank %zu", r), words(want),
             words(o.plan[r]));
        return wrong(hint, words(j) + say(": rank %zu belongs to ", r) +
                               words(want) + ", got " + words(o.plan[r]) +
                               more);
    }
}

TEST(bind_plan, every_rank_in_its_place)
{
    hint_on("CRASH", "divides-by-zero");
    run_of("plain");
    for (size_t i = 0; i < first_tight && !judged_already(); i++)
        check_plan(i);
}

TEST(bind_plan, what_just_fits_and_what_does_not)
{
    hint_on("CRASH", "divides-by-zero");
    run_of("plain");
    for (size_t i = first_tight; i < first_bad && !judged_already(); i++) {
        const Job &j = jobs[i];
        Outcome o;
        if (j.ranks <= slots(j)) {
            check_plan(i);
            continue;
        }
        if (!outcome(i, &o))
            return;
        if (o.result != -1)
            wrong("counts-cores-not-slots",
                  words(j) +
                      say(": a socket has room for %lld ranks of %lld "
                          "cores, so only %lld fit, and -1 was expected, "
                          "got %lld",
                          (long long)(j.cores / j.threads),
                          (long long)j.threads, (long long)slots(j),
                          (long long)o.result));
    }
}

TEST(bind_plan, bad_arguments)
{
    hint_on("CRASH", "bad-arguments");
    run_of("plain");
    for (size_t i = first_bad; i < jobs.size() && !judged_already(); i++) {
        Outcome o;
        if (!outcome(i, &o))
            return;
        if (o.result != -1)
            wrong("bad-arguments",
                  words(jobs[i]) + say(": -1 was expected, got %lld",
                                       (long long)o.result));
    }
}

TEST(bind_plan, memory_and_leftovers)
{
    hint_on("MEMORY", "writes-behind-the-plan");
    check_memory(run_of("asan"));
    check_leftovers(run_of("plain"));
}

} // namespace
