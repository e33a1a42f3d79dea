// ring_sum.cc - the sum on every rank, and the way it came: P - 1 messages
// of one number, to neighbours only.
#include "driver_mpi.h"

namespace
{

enum { MIXED, LARGE, INPUTS };
enum { RANKS = 7, NUMBER = 8 };

std::vector<std::vector<int64_t>> inputs; // by world rank

Battery &
battery()
{
    static Battery b;
    if (!inputs.empty())
        return b;
    inputs.resize(INPUTS, std::vector<int64_t>(RANKS));
    for (int r = 0; r < RANKS; r++) {
        inputs[MIXED][(size_t)r] = random_between(-99999, 99999);
        inputs[LARGE][(size_t)r] =
            random_between(INT64_C(1) << 40, INT64_C(1) << 58);
    }
    for (int id = 0; id < INPUTS; id++)
        b.add(id, [&](Question &q) { q << inputs[(size_t)id]; });
    return b;
}

// The numbers of the communicator that `world` is in, by rank there.
std::vector<int64_t>
numbers_of(int np, int world, const MpiCase &c)
{
    std::vector<int64_t> v((size_t)shape_size(c.shape, np, world));
    for (int r = 0; r < np; r++)
        if (c.shape == SELF
                ? r == world
                : shape_half(c.shape, r) == shape_half(c.shape, world))
            v[(size_t)shape_rank(c.shape, np, r)] =
                inputs[(size_t)c.id][(size_t)r];
    return v;
}

int64_t
sum_of(const std::vector<int64_t> &v)
{
    uint64_t sum = 0;
    for (int64_t x : v)
        sum += (uint64_t)x;
    return (int64_t)sum;
}

std::string
the_call(int np, int world, const MpiCase &c)
{
    return say("ring_sum %s, on rank %d of comm: ", where(np, c).c_str(),
               shape_rank(c.shape, np, world));
}

// Which well-known mistake gives this sum?
std::string
mistake(const std::vector<int64_t> &v, int me, int64_t got, int64_t world)
{
    size_t n = v.size(), k = (size_t)me;
    int64_t sum = sum_of(v), mine = v[k];
    int64_t left = v[(k + n - 1) % n], right = v[(k + 1) % n];
    uint64_t others = (uint64_t)n - 1;
    if (got == world && world != sum)
        return "uses-world";
    if (got == (int64_t)((uint64_t)sum + (uint64_t)mine))
        return "counts-itself-twice";
    if (got == (int64_t)((uint64_t)sum - (uint64_t)mine))
        return "forgets-itself";
    for (int64_t near : {left, right})
        if (n > 2 &&
            got == (int64_t)((uint64_t)mine + others * (uint64_t)near))
            return "sends-its-own-every-time";
    if (sum != (int32_t)sum && (uint32_t)got == (uint32_t)sum)
        return "keeps-32-bits";
    return got == mine && n > 1 && me != 0 ? "only-some-ranks-know" : "";
}

void
check_sums(const char *build, int id)
{
    battery().for_each(
        build, [&](int np, int world, const MpiCase &c, Answer &a) {
            if (c.id != id)
                return;
            int64_t got = a.i64();
            std::vector<int64_t> v = numbers_of(np, world, c);
            if (send_buffer_changed(take_events(a)))
                return wrong("sends-what-changes",
                             the_call(np, world, c) +
                                 "the number in a send's buffer was "
                                 "changed before the send was complete");
            if (got == sum_of(v))
                return;
            int me = shape_rank(c.shape, np, world);
            std::vector<int64_t> &all = inputs[(size_t)c.id];
            int64_t whole = sum_of({all.begin(), all.begin() + np});
            show("the numbers by rank: " + numbers(v), sum_of(v), got);
            std::string hint = mistake(v, me, got, whole);
            if (hint.empty() && c.shape > DUPLICATE) // right on the world
                hint = "uses-world";
            wrong(hint, the_call(np, world, c) +
                            say("the sum is %lld, got %lld",
                                (long long)sum_of(v), (long long)got));
        });
}

bool
neighbours(int a, int b, int n)
{
    return b == (a + 1) % n || b == (a + n - 1) % n;
}

// Whom a rank talks to, and how much it says.
void
check_peers(int np, int world, const MpiCase &c, Answer &a)
{
    a.i64();
    MpiEvents events = take_events(a);
    int n = shape_size(c.shape, np, world);
    int me = shape_rank(c.shape, np, world);
    std::string words = the_call(np, world, c);
    std::vector<std::string> used = collectives_used(events);
    if (!used.empty())
        return wrong("uses-a-collective", words + "it called " + used[0]);
    for (const MpiEvent &e : events) {
        bool message = e.kind == SENDS || e.kind == RECEIVES;
        if (!message || e.peer == NO_PEER)
            continue;
        const char *way = e.kind == SENDS ? "to" : "from";
        if (e.peer == OUTSIDE_PEER)
            return wrong(
                "uses-world",
                words + say("a message went %s a rank outside comm", way));
        if (e.peer != ANY_PEER && !neighbours(me, e.peer, n))
            return wrong(c.shape > DUPLICATE ? "uses-world"
                                             : "collects-on-rank-0",
                         words + say("a message went %s rank %d, which is "
                                     "no neighbour",
                                     way, e.peer));
        if (e.bytes > NUMBER)
            return wrong("sends-many-numbers",
                         words + say("a message %s rank %d had %lld bytes, "
                                     "more than one number",
                                     way, e.peer, (long long)e.bytes));
    }
}

// How often.
void
check_counts(int np, int world, const MpiCase &c, Answer &a)
{
    a.i64();
    MpiEvents events = take_events(a);
    int n = shape_size(c.shape, np, world);
    std::string words = the_call(np, world, c);
    int64_t sent = messages_sent(events),
            received = messages_received(events);
    if (sent == n - 1 && received == n - 1)
        return;
    wrong(sent == n && n == 1 ? "sends-to-itself"
          : sent == n         ? "counts-itself-twice"
                              : "not-a-ring",
          words + say("%d steps are enough, it sent %lld and received %lld "
                      "messages",
                      n - 1, (long long)sent, (long long)received));
}

// Where a launch of four ranks hangs tells what it waits for.
void
hints()
{
    Launch &four = battery().launch("plain", 4);
    Launch &one = battery().launch("plain", 1);
    const char *hint = "";
    size_t at = (size_t)(four.last_started < 0 ? 0 : four.last_started);
    int sends = (int)(at / SHAPES % SEND_MODES);
    int shape = (int)(at % SHAPES);
    bool both = four.evidence.find("MPI_Sendrecv") != std::string::npos;
    if (four.verdict == "DEADLOCK" && shape == SELF)
        hint = "sends-to-itself";
    else if (four.verdict == "DEADLOCK" && shape > DUPLICATE)
        hint = "uses-world";
    else if (four.verdict == "DEADLOCK" && sends == SYNCHRONOUS)
        hint = "everybody-sends-first";
    else if (four.verdict == "DEADLOCK")
        hint = both ? "" : "everybody-receives-first";
    else if (one.verdict == "DEADLOCK")
        hint = "sends-to-itself";
    hint_on("DEADLOCK", hint);
}

TEST(ring_sum, the_sum_on_every_rank)
{
    hints();
    check_sums("plain", MIXED);
}

TEST(ring_sum, numbers_of_64_bits)
{
    hints();
    check_sums("plain", LARGE);
}

TEST(ring_sum, one_number_a_step_to_a_neighbour)
{
    hints();
    battery().for_each("plain", check_peers);
    if (!judged_already())
        battery().for_each("plain", check_counts);
}

TEST(ring_sum, with_mpich)
{
    hints();
    check_sums("mpich", MIXED);
    if (!judged_already())
        check_sums("mpich", LARGE);
}

TEST(ring_sum, memory_and_leftovers)
{
    hints();
    battery().check_memory();
    battery().check_leftovers();
}

} // namespace
