// tree_bcast.cc - does root's data arrive everywhere, by few messages, and
// in few rounds?
#include "driver_mpi.h"
#include "driver_simulated.h"

#include <algorithm>
#include <deque>

namespace
{

enum Kind { INT64, CHARS, GAPS };
enum { POISON = 0x60, SHOWN = 128, BAD = 1000 };

struct Input {
    int n;
    Kind kind;
    int root; // modulo the size of the communicator
    int64_t salt;
    size_t
    bytes() const
    {
        return (size_t)n * (size_t)element();
    }
    int
    element() const
    {
        return kind == INT64 ? 8 : kind == CHARS ? 1 : 12;
    }
};
std::vector<Input> inputs;

struct Call {
    int n, root;
};
const Call bad[] = {{-1, 0}, {3, -1}, {3, 7}, {3, -2000}};

void
put(Question &q, const Input &in, bool raw)
{
    q << in.n << in.kind << in.root << raw << in.salt;
}

Battery &
battery()
{
    static Battery b;
    if (!inputs.empty())
        return b;
    // 419 is the last rank of every size up to 7.
    inputs = {{5, INT64, 0, 0},     {5, INT64, 1, 0},  {4, GAPS, 419, 0},
              {20000, INT64, 2, 0}, {50, CHARS, 0, 0}, {0, INT64, 1, 0}};
    for (Input &in : inputs)
        in.salt = random_between(0, 1 << 20);
    for (size_t i = 0; i < inputs.size(); i++)
        b.add((int)i, [&](Question &q) { put(q, inputs[i], false); },
              i < 2 ? std::vector<int>{WORLD, DUPLICATE, REVERSED, ODD_EVEN,
                                       SELF}
                    : std::vector<int>{DUPLICATE, ODD_EVEN});
    for (int i = 0; i < 4; i++)
        b.add_one(BAD + i, DUPLICATE, PLAIN, [&](Question &q) {
            put(q, {bad[i].n, INT64, bad[i].root, 0}, true);
        });
    return b;
}

// --- the data ----------------------------------------------------------

// As the probe makes them.
unsigned char
pattern(int64_t salt, size_t i)
{
    uint64_t z = ((uint64_t)salt + i) * 0x9E3779B97F4A7C15u;
    return (unsigned char)((z ^ (z >> 31)) >> 24) & 0x5f;
}

int64_t
hash(const std::string &bytes)
{
    uint64_t h = 0xcbf29ce484222325u;
    for (unsigned char c : bytes)
        h = (h ^ c) * 0x100000001b3u;
    return (int64_t)h;
}

bool
in_gap(Kind kind, size_t i)
{
    return kind == GAPS && i % 12 >= 4 && i % 12 < 8;
}

// What world rank `world` must hold; gaps keep their poison unless `whole`.
std::string
expected(const Input &in, int half, int world, bool root, bool whole)
{
    std::string s(in.bytes(), (char)(POISON + world));
    for (size_t i = 0; i < s.size(); i++)
        if (root || whole || !in_gap(in.kind, i))
            s[i] = (char)pattern(in.salt + 1000 * half, i);
    return s;
}

struct Got {
    int64_t returned, hash;
    std::string begin;
    MpiEvents events;
};

Got
take(Answer &a)
{
    Got g;
    g.returned = a.i64();
    g.begin = a.bytes();
    g.hash = a.i64();
    g.events = take_events(a);
    return g;
}

std::string
bytes_words(const std::string &bytes)
{
    std::string s;
    for (size_t i = 0; i < bytes.size() && i < 16; i++)
        s += say(i ? " %02x" : "%02x", (unsigned char)bytes[i]);
    return bytes.size() > 16 ? s + " ..." : s;
}

// Some of these ranks got nothing although the size is no power of two, and
// with a power of two nobody is left out.
bool
left_out(const Got &g, int world, int size)
{
    bool nothing =
        !g.begin.empty() &&
        g.begin == std::string(g.begin.size(), (char)(POISON + world));
    return nothing && (size & (size - 1)) != 0;
}

std::string
mistake(const Got &g, const Input &in, int half, int world, bool is_root,
        int root, int size, int source)
{
    std::string want = expected(in, half, world, is_root, false);
    size_t right = 0;
    while (right < g.begin.size() && g.begin[right] == want[right])
        right++;
    if (g.hash == hash(expected(in, half, world, is_root, true)))
        return "fills-the-gaps";
    if (right == (size_t)in.n && in.element() > 1)
        return "sends-n-bytes";
    if (source >= 0)
        return source == 0             ? "always-from-rank-0"
               : source + root == size ? "turns-the-wrong-way"
                                       : "";
    return left_out(g, world, size) ? "wants-a-power-of-two" : "";
}

// Whose poison, if not its own, has come to root?  The rank in comm, or -1.
int
source_of(const Got &there, int shape, int np, int root)
{
    for (int r = 0; r < np; r++)
        if (r != root && !there.begin.empty() &&
            there.begin ==
                std::string(there.begin.size(), (char)(POISON + r)))
            return shape_rank(shape, np, r);
    return -1;
}

void
check_data(int np, const MpiCase &c, const std::vector<Answer *> &answers)
{
    if (c.id >= BAD)
        return;
    const Input &in = inputs[(size_t)c.id];
    std::vector<Got> got;
    for (Answer *a : answers)
        got.push_back(take(*a));
    for (int world = 0; world < np; world++) {
        int size = shape_size(c.shape, np, world), root = in.root % size;
        int rank = shape_rank(c.shape, np, world), from = world;
        for (int r = 0; r < np && c.shape != SELF; r++)
            if (shape_half(c.shape, r) == shape_half(c.shape, world) &&
                shape_rank(c.shape, np, r) == root)
                from = r;
        const Got &g = got[(size_t)world];
        int half = shape_half(c.shape, world);
        std::string want = expected(in, half, world, rank == root, false);
        std::string call = say("tree_bcast of %d %s from root %d %s: on "
                               "rank %d of comm ",
                               in.n,
                               in.kind == INT64   ? "MPI_INT64_T"
                               : in.kind == CHARS ? "MPI_CHAR"
                                                  : "elements with gaps",
                               root, where(np, c).c_str(), rank);
        if (g.hash != hash(want)) {
            std::string m =
                mistake(g, in, half, world, rank == root, root, size,
                        source_of(got[(size_t)from], c.shape, np, from));
            std::string begin = want.substr(0, SHOWN);
            show(call, bytes_words(begin), bytes_words(g.begin));
            return wrong(m, call + say("the bytes must be %s, got %s%s",
                                       bytes_words(begin).c_str(),
                                       bytes_words(g.begin).c_str(),
                                       left_out(g, world, size)
                                           ? " (nothing came)"
                                           : ""));
        }
        if (g.returned != 0)
            return wrong("", call + say("it must return 0, got %lld",
                                        (long long)g.returned));
    }
}

// --- messages and rounds -----------------------------------------------

int
log2_up(int size)
{
    int r = 0;
    while (1 << r < size)
        r++;
    return r;
}

// The last round in which somebody sent or received, from who sent to whom
// in which order: a send is one round later than what its rank did before;
// a receive is in the round of its message.  -1 if they do not fit.
int
rounds_of(const std::vector<MpiEvents> &ranks)
{
    size_t n = ranks.size();
    std::vector<int> clock(n, 0);
    std::vector<size_t> at(n, 0);
    std::map<std::pair<int, int>, std::deque<int>> under_way;
    std::vector<std::map<int64_t, int>> asked(n); // request -> sender
    for (bool moved = true; moved;) {
        moved = false;
        for (size_t r = 0; r < n; r++)
            for (; at[r] < ranks[r].size(); at[r]++, moved = true) {
                const MpiEvent &e = ranks[r][at[r]];
                int from = e.kind == RECEIVES ? e.peer : NO_PEER;
                if (e.kind == SENDS && e.peer >= 0)
                    under_way[{(int)r, e.peer}].push_back(++clock[r]);
                if (e.kind == RECEIVES && e.request >= 0) {
                    asked[r][e.request] = e.peer;
                    from = NO_PEER;
                }
                if (e.kind == COMPLETES && asked[r].count(e.request))
                    from = asked[r][e.request];
                if (from < 0)
                    continue;
                std::deque<int> &queue = under_way[{from, (int)r}];
                if (queue.empty())
                    break; // its sender has not come so far yet
                clock[r] = std::max(clock[r], queue.front());
                queue.pop_front();
            }
    }
    for (size_t r = 0; r < n; r++)
        if (at[r] < ranks[r].size())
            return -1;
    return *std::max_element(clock.begin(), clock.end());
}

// By rank of the communicator, which is one of all ranks.
std::vector<MpiEvents>
events_of(int shape, const std::vector<Answer *> &answers)
{
    int np = (int)answers.size();
    std::vector<MpiEvents> all(answers.size());
    for (int r = 0; r < np; r++) {
        int rank = shape == REVERSED ? np - 1 - r : r;
        all[(size_t)rank] = take(*answers[(size_t)r]).events;
    }
    return all;
}

void
check_few(int np, const std::vector<MpiEvents> &all, const std::string &how)
{
    int most = log2_up(np), busiest = 0;
    for (int r = 0; r < np; r++)
        if (messages_sent(all[(size_t)r]) >
            messages_sent(all[(size_t)busiest]))
            busiest = r;
    int64_t sent = messages_sent(all[(size_t)busiest]);
    int rounds = rounds_of(all);
    if (sent > most)
        return wrong(
            "root-sends-to-all",
            say("%s: rank %d sent %s, at most %d are allowed; your "
                "broadcast took %d rounds, a tree takes %d",
                how.c_str(), busiest, amount(sent, "message").c_str(), most,
                rounds, most));
    if (rounds < 0)
        return wrong("", how + ": the messages that were received are not "
                               "those that were sent");
    if (rounds > most + 1)
        wrong(rounds > np / 2 ? "hands-it-down-the-line"
                              : "stops-sending-too-early",
              say("%s: your broadcast took %d rounds; a tree takes %d",
                  how.c_str(), rounds, most));
}

void
check_no_collective(int np, const MpiCase &c,
                    const std::vector<Answer *> &answers)
{
    for (const MpiEvents &e : events_of(c.shape, answers)) {
        std::vector<std::string> used = collectives_used(e);
        if (!used.empty())
            return wrong("calls-a-collective",
                         "with messages alone it must be done, and " +
                             used[0] + " was called, " + where(np, c));
    }
}

// With fifteen ranks a tree in which each has two others below it is too
// deep; with fewer it is not.
void
check_fifteen()
{
    std::vector<Question> questions;
    for (int root : {0, 5}) {
        questions.push_back(Question() << DUPLICATE << PLAIN);
        put(questions.back(), {3, INT64, root, 1}, true);
    }
    Launch run = run_probe("plain", 15, questions);
    for (int i = 0; i < 2; i++) {
        std::vector<Answer *> all;
        for (int r = 0; r < 15; r++)
            all.push_back(run.need(i, r));
        if (judged_already())
            return;
        check_few(15, events_of(DUPLICATE, all),
                  say("with 15 ranks and root %d", i == 0 ? 0 : 5));
    }
}

// The same in time, where it is known before the run.
void
remark_on_time()
{
    enum { RANKS = 64 };
    if (!worth_simulating())
        return;
    Simulated s = simulate(RANKS);
    if (s.good)
        remark(say("On %d simulated ranks your broadcast of a megabyte "
                   "took %s; the tree of the library took %s.",
                   RANKS, time_words(s.answer).c_str(),
                   time_words(s.known).c_str()));
}

// --- tests -------------------------------------------------------------

// Did this launch go well as long as comm was like MPI_COMM_WORLD?
bool
stopped_by_shape(const Launch &run)
{
    // the first two inputs are asked on all five shapes, again and again
    int shape = run.last_started % SHAPES;
    return !run.verdict.empty() && run.last_started >= REVERSED &&
           run.last_started < 2 * SEND_MODES * SHAPES && shape >= REVERSED;
}

// Of ranks that hang: which numbers of ranks do?
const char *
why_stuck()
{
    for (int np : {2, 3, 4})
        if (stopped_by_shape(battery().launch("plain", np)))
            return "over-world";
    if (!battery().launch("plain", 2).verdict.empty())
        return "";
    return battery().launch("plain", 4).verdict.empty()
               ? "wants-a-power-of-two"
               : "all-wait-for-root";
}

// Messages that nobody received, but not with two ranks or four?
const char *
why_left()
{
    for (const Leftover &l : battery().launch("plain", 3).left)
        if (l.kind == "message" &&
            battery().launch("plain", 4).left.empty())
            return "wants-a-power-of-two";
    return "never-completes-its-sends";
}

void
hints()
{
    bool power = battery().launch("plain", 2).verdict.empty() &&
                 battery().launch("plain", 4).verdict.empty();
    hint_on("DEADLOCK", why_stuck());
    hint_on("CRASH", power ? "wants-a-power-of-two" : "trusts-root");
    hint_on("LEAK", why_left());
}

TEST(tree_bcast, data_arrives)
{
    hints();
    battery().for_each_case("plain", check_data);
}

TEST(tree_bcast, messages_only)
{
    hints();
    battery().for_each_case("plain", check_no_collective);
}

TEST(tree_bcast, few_messages_and_rounds)
{
    hints();
    battery().for_each_case(
        "plain",
        [](int np, const MpiCase &c, const std::vector<Answer *> &answers) {
            if (c.shape != ODD_EVEN && c.shape != SELF && c.id < BAD)
                check_few(np, events_of(c.shape, answers), where(np, c));
        });
    if (!judged_already())
        check_fifteen();
    remark_on_time();
}

TEST(tree_bcast, bad_arguments)
{
    hints();
    battery().for_each(
        "plain", [](int np, int, const MpiCase &c, Answer &a) {
            int64_t got = a.i64();
            if (c.id >= BAD && got != -1)
                wrong("trusts-root",
                      say("tree_bcast(buf, %d, MPI_INT64_T, %d, comm) with "
                          "%s must return -1, got %lld",
                          bad[c.id - BAD].n, bad[c.id - BAD].root,
                          amount(np, "rank").c_str(), (long long)got));
        });
}

TEST(tree_bcast, with_mpich)
{
    hints();
    battery().for_each_case("mpich", check_data);
}

TEST(tree_bcast, memory_and_leftovers)
{
    hints();
    battery().check_memory();
    battery().check_leftovers();
}

} // namespace
