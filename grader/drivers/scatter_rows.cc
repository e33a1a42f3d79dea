// scatter_rows.cc - does every rank get its rows, and only those?
#include "driver_mpi.h"

namespace
{

enum { NULLS = 900, BAD = 1000 };

struct Input {
    int m, n, root; // root modulo the size of the communicator
    int64_t base;
};
// With the first four root is rank 0.
std::vector<Input> inputs;

// Why ranks wait for others; a rank that expects rows where root has none
// for it waits too.
const char *when_stuck = "others-have-no-A";
// What memory that is not one's own comes from.
const char *when_beyond = "too-little-room";

const Input bad[] = {
    {-1, 3, 0, 0}, {3, -1, 0, 0}, {4, 3, -1, 0}, {4, 3, 7, 0}};

void
put(Question &q, const Input &in, bool raw, int null)
{
    q << in.m << in.n << in.root << raw << null << in.base;
}

Battery &
battery()
{
    static Battery b;
    if (!inputs.empty())
        return b;
    // 419 is the last rank of every size up to 7.
    inputs = {{60, 3, 0, 0}, {10, 4, 0, 0},   {3, 5, 0, 0},
              {0, 4, 0, 0},  {60, 3, 1, 0},   {11, 4, 419, 0},
              {2, 1, 1, 0},  {43, 700, 2, 0}, {2, 3, 419, 0}};
    for (Input &in : inputs)
        in.base = random_between(1000, 100000);
    for (size_t i = 0; i < inputs.size(); i++)
        b.add((int)i, [&](Question &q) { put(q, inputs[i], false, 0); },
              i == 1 || i == 5 ? std::vector<int>{WORLD, DUPLICATE,
                                                  REVERSED, ODD_EVEN, SELF}
                               : std::vector<int>{DUPLICATE, ODD_EVEN});
    for (int i = 0; i < 4; i++)
        b.add_one(BAD + i, DUPLICATE, PLAIN,
                  [&](Question &q) { put(q, bad[i], true, 0); });
    for (int null : {1, 2})
        b.add_one(NULLS + null, DUPLICATE, PLAIN, [&](Question &q) {
            put(q, {4, 2, 0, 0}, true, null);
        });
    return b;
}

struct Got {
    int64_t returned, rows, inside, changed;
    std::vector<int64_t> v; // first element and good elements of each row
    MpiEvents events;
};

Got
take(Answer &a)
{
    Got g;
    g.returned = a.i64();
    g.rows = a.i64();
    g.inside = a.i64();
    g.changed = a.i64();
    g.v = a.i64s();
    g.events = take_events(a);
    return g;
}

// The answers of one communicator, in its order.
struct Group {
    const Input &in;
    std::string call;
    std::vector<const Got *> rank;
    int
    size() const
    {
        return (int)rank.size();
    }
    int
    root() const
    {
        return in.root % size();
    }
    int64_t base;
};

// --- how many rows -----------------------------------------------------

// Which way of counting gives these numbers?
std::string
miscounted(const Group &g)
{
    int size = g.size(), share = g.in.m / size, rest = g.in.m % size;
    int same = 0, whole = 0, up = 0, none = 0;
    for (const Got *r : g.rank) {
        none += r->rows == 0;
        same += r->rows == share;
        whole += r->rows == g.in.m;
        up += r->rows == share + (rest > 0);
    }
    if (g.in.n == 0 && none == size)
        return "divides-by-n";
    if (same == size)
        return "drops-the-remainder";
    if (whole == size)
        return "sends-everything-to-everyone";
    if (up == size)
        return when_stuck = "guesses-its-count";
    if (same == size - 1 && g.rank.back()->rows == share + rest)
        return "last-takes-the-rest";
    return "";
}

void
check_counts(const Group &g)
{
    int64_t sum = 0, low = INT64_MAX, high = 0;
    std::vector<int64_t> rows;
    for (const Got *r : g.rank) {
        rows.push_back(r->rows);
        sum += r->rows;
        low = std::min(low, r->rows);
        high = std::max(high, r->rows);
    }
    for (const Got *r : g.rank)
        if (r->returned != 0)
            return wrong(g.in.m < g.size() && r->returned == -1
                             ? "needs-a-row-for-everyone"
                             : "",
                         g.call + say("it must return 0, got %lld",
                                      (long long)r->returned));
    if (sum != g.in.m || low < 0)
        wrong(miscounted(g),
              g.call + say("the ranks must have %d rows together, they say "
                           "%s",
                           g.in.m, numbers(rows).c_str()));
    else if (high - low > 1)
        wrong(miscounted(g),
              g.call + say("the numbers of rows may differ by 1, they are "
                           "%s",
                           numbers(rows).c_str()));
}

// --- which rows --------------------------------------------------------

// Row `row` of a rank whose rows begin with row `begin` of A.
std::string
misplaced(const Group &g, int rank, int64_t begin, int64_t row,
          const Got &got)
{
    int64_t first = got.v[(size_t)(2 * row)] - g.base;
    int64_t good = got.v[(size_t)(2 * row + 1)];
    if (first == begin + row * g.in.n && good == g.in.n)
        return "counts-displacements-in-rows";
    if (rank == g.root() && row == 0 && first + g.base == 0)
        return "root-forgets-itself";
    int64_t came = row * g.in.n;
    if (first == (begin + row) * g.in.n)
        came += good;
    if (came <= got.rows || first == begin)
        return when_beyond = "counts-in-rows";
    return "";
}

void
check_content(const Group &g)
{
    int64_t begin = 0;
    for (int rank = 0; rank < g.size(); rank++) {
        const Got &got = *g.rank[(size_t)rank];
        std::string who = g.call + say("on rank %d of comm ", rank);
        if (got.inside)
            return wrong("gives-away-A",
                         who + "*mine points into A; the caller would free "
                               "memory that is not its own");
        if (got.changed)
            return wrong("", who + "A was changed");
        for (int64_t row = 0; row < got.rows && g.in.n > 0; row++) {
            if ((size_t)(2 * row) >= got.v.size())
                return wrong("", who + "*mine is null, and there are rows");
            int64_t want = g.base + (begin + row) * g.in.n;
            int64_t first = got.v[(size_t)(2 * row)];
            int64_t good = got.v[(size_t)(2 * row + 1)];
            if (first == want && good == g.in.n)
                continue;
            show(who, want, first);
            return wrong(
                misplaced(g, rank, begin, row, got),
                who + say("row %lld of its own must be row %lld of A, %lld "
                          "... %lld; it begins with %lld and %lld of its "
                          "%d elements follow in order",
                          (long long)row, (long long)(begin + row),
                          (long long)want, (long long)(want + g.in.n - 1),
                          (long long)first, (long long)good, g.in.n));
        }
        begin += got.rows;
    }
}

// A collective call is one call of all ranks, those without rows included;
// that MPI did not miss some of them is luck.
void
check_company(const Group &g)
{
    std::vector<std::string> first;
    for (int rank = 0; rank < g.size(); rank++) {
        std::vector<std::string> calls;
        for (const MpiEvent &e : g.rank[(size_t)rank]->events)
            if (e.kind == COLLECTIVE)
                calls.push_back(e.call);
        if (rank == 0)
            first = calls;
        if (calls.size() == first.size())
            continue;
        bool fewer = calls.size() < first.size();
        const std::string &call = (fewer ? first : calls).back();
        return wrong("others-have-no-A",
                     g.call + say("rank %d of comm called %s, and rank %d "
                                  "did not; a collective call needs all",
                                  fewer ? 0 : rank, call.c_str(),
                                  fewer ? rank : 0));
    }
}

// Did more than its own rows come to a rank that is not root?
void
check_traffic(const Group &g)
{
    int64_t all = (int64_t)g.in.m * g.in.n * 8;
    for (int rank = 0; rank < g.size(); rank++) {
        const Got &got = *g.rank[(size_t)rank];
        int64_t came = 0, own = got.rows * g.in.n * 8;
        for (const MpiEvent &e : got.events)
            if (e.kind == RECEIVES && e.peer >= 0)
                came += e.bytes;
            else if (e.kind == COLLECTIVE &&
                     (e.call == "MPI_Bcast" || e.call == "MPI_Ibcast"))
                came += e.bytes;
        // a few counts may come besides
        if (rank != g.root() && came > own + 64 * g.size() &&
            came >= all / 2)
            return judge(
                "SERIAL", "sends-everything-to-everyone",
                g.call + say("rank %d of comm was sent %lld bytes; its own "
                             "rows have %lld, the whole matrix %lld",
                             rank, (long long)came, (long long)own,
                             (long long)all));
    }
}

void
check_groups(const char *build, void (*check)(const Group &))
{
    battery().for_each_case(build, [&](int np, const MpiCase &c,
                                       const std::vector<Answer *> &all) {
        if (c.id >= NULLS)
            return;
        const Input &in = inputs[(size_t)c.id];
        std::vector<Got> got;
        for (Answer *a : all)
            got.push_back(take(*a));
        int groups = c.shape == SELF ? np : c.shape == ODD_EVEN ? 2 : 1;
        for (int k = 0; k < groups && k < np && !judged_already(); k++) {
            Group g = {in, "", {}, in.base};
            g.rank.resize((size_t)shape_size(c.shape, np, k));
            g.base += c.shape == ODD_EVEN ? 1000000 * k : 0;
            for (int r = 0; r < np; r++)
                if (c.shape == SELF ? r == k : shape_half(c.shape, r) == k)
                    g.rank[(size_t)shape_rank(c.shape, np, r)] =
                        &got[(size_t)r];
            g.call =
                say("scatter_rows of %d rows of %d from root %d %s: ", in.m,
                    in.n, g.root(), where(np, c).c_str());
            check(g);
        }
    });
}

// --- tests -------------------------------------------------------------

// The launch on two ranks says what a crash or a hang comes from: the first
// cases have root 0, and there rank 1 has no matrix.
const char *
crash_hint()
{
    const Launch &run = battery().launch("plain", 2);
    int first_other = 0;
    for (int np : {1, 2, 3})
        if (battery().launch("plain", np).evidence.find("TRUNCATE") !=
            std::string::npos)
            return "truncates";
    if (battery().launch("plain", 1).verdict == "CRASH")
        return "not-from-malloc";
    if (run.verdict.empty())
        return battery().launch("asan", 3).verdict == "CRASH"
                   ? "looks-at-A-everywhere"
                   : "over-world";
    for (size_t i = 0; i < inputs.size() && inputs[i].root == 0; i++)
        first_other += 3 * (i == 1 ? 5 : 2);
    return run.last_started < first_other ? "looks-at-A-everywhere"
                                          : "always-from-rank-0";
}

// "rank 0 is in MPI_Send with rank 0", in a sentence about all ranks.
bool
waits_for_itself(const Launch &run, int np)
{
    for (int rank = 0; rank < np; rank++) {
        size_t at = run.evidence.find(say("rank %d is in MPI_", rank));
        if (at == std::string::npos)
            continue;
        std::string one = run.evidence.substr(at);
        one = one.substr(0, one.find_first_of("(;"));
        if (one.find(say("with rank %d ", rank)) != std::string::npos)
            return true;
    }
    return false;
}

void
hints()
{
    hint_on("CRASH", crash_hint());
    // The second question is the first on half of the ranks.
    for (int np : {2, 3})
        if (battery().launch("plain", np).verdict == "DEADLOCK" &&
            battery().launch("plain", np).last_started == 1)
            when_stuck = "over-world";
    for (int np : {1, 2, 3})
        if (battery().launch("plain", np).verdict == "DEADLOCK" &&
            waits_for_itself(battery().launch("plain", np), np))
            when_stuck = "waits-for-itself";
    hint_on("DEADLOCK", when_stuck);
    hint_on("LEAK", "never-frees-its-lists");
    // the caller's free, after the first question
    const Launch &one = battery().launch("plain", 1);
    bool freed = one.verdict == "CRASH" && one.last_started == 0;
    hint_on("MEMORY", freed ? "not-from-malloc" : when_beyond);
}

// Three rows without elements, in a launch of their own: who counts in rows
// would be stopped by them, and is better told by rows that have some.
void
check_without_columns()
{
    const Input in = {3, 0, 0, 0};
    Question q;
    q << DUPLICATE << PLAIN;
    put(q, in, false, 0);
    Launch run = run_probe("plain", 2, {q});
    bool divides =
        run.evidence.find("division by zero") != std::string::npos;
    hint_on("CRASH", divides ? "divides-by-n" : "");
    std::vector<Got> got;
    for (int rank = 0; rank < 2; rank++) {
        Answer *a = run.need(0, rank);
        if (a == nullptr)
            return;
        got.push_back(take(*a));
    }
    check_counts({in,
                  "scatter_rows of 3 rows of 0 from root 0 with 2 ranks: ",
                  {&got[0], &got[1]},
                  0});
}

TEST(scatter_rows, number_of_rows)
{
    hints();
    check_groups("plain", check_counts);
    if (!judged_already())
        check_groups("plain", check_company);
}

TEST(scatter_rows, the_right_rows)
{
    hints();
    check_groups("plain", check_content);
    if (!judged_already())
        check_without_columns();
}

TEST(scatter_rows, only_ones_own_rows)
{
    hints();
    check_groups("plain", check_traffic);
}

TEST(scatter_rows, bad_arguments)
{
    hints();
    battery().for_each("plain", [](int, int, const MpiCase &c, Answer &a) {
        int64_t got = a.i64();
        if (c.id < NULLS || got == -1)
            return;
        const Input &in = c.id < BAD ? inputs[0] : bad[c.id - BAD];
        wrong("", say("scatter_rows with m %d, n %d, root %d%s must return "
                      "-1, got %lld",
                      in.m, in.n, in.root,
                      c.id == NULLS + 1   ? ", mine NULL,"
                      : c.id == NULLS + 2 ? ", m_mine NULL,"
                                          : "",
                      (long long)got));
    });
}

TEST(scatter_rows, with_mpich)
{
    hints();
    check_groups("mpich", check_counts);
    check_groups("mpich", check_content);
}

TEST(scatter_rows, memory_and_leftovers)
{
    hints();
    battery().check_memory();
    battery().check_leftovers();
}

} // namespace
