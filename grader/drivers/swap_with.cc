// swap_with.cc - pairs of every kind: neighbours, ranks of the same parity,
// oneself, nobody; few numbers and more than MPI buffers.
#include "driver_mpi.h"

namespace
{

enum Kind { ADJACENT, SAME_PARITY, OPPOSITE, ONESELF, NULLS, BAD };
enum { NOBODY = -100, NO_RANK = -3, RANKS = 7, MANY = 20000 };
enum { VERY_MANY = 600000 }; // no buffer of a fixed size is long enough

struct Input {
    Kind kind;
    int n, null; // null: 1 snd, 2 rcv
};
std::vector<Input> inputs;

// The partner in a communicator of `size` ranks, or NOBODY.
int
partner_of(Kind kind, int rank, int size)
{
    int other = kind == ADJACENT      ? rank ^ 1
                : kind == SAME_PARITY ? rank ^ 2
                : kind == OPPOSITE    ? size - 1 - rank
                                      : rank;
    if (kind == BAD)
        return rank % 2 ? size : NO_RANK;
    return other < size ? other : kind == ADJACENT ? NOBODY : rank;
}

// The case's partners depend on its communicator, so on the launch.
Question
question(const Input &in, int np, const MpiCase &c)
{
    std::vector<int64_t> partners(RANKS);
    for (int r = 0; r < np; r++)
        partners[(size_t)r] =
            partner_of(in.kind, shape_rank(c.shape, np, r),
                       shape_size(c.shape, np, r));
    Question q;
    q << c.shape << c.sends << partners << in.n << in.null;
    return q;
}

std::vector<MpiCase> cases;

void
make_cases()
{
    int few = (int)random_between(2, 60);
    inputs = {
        {ADJACENT, few, 0},     {ADJACENT, MANY, 0}, {SAME_PARITY, few, 0},
        {SAME_PARITY, MANY, 0}, {OPPOSITE, 1, 0},    {OPPOSITE, 0, 0},
        {ONESELF, few, 0},      {ONESELF, MANY, 0},  {OPPOSITE, 0, 3},
        {NULLS, 2, 1},          {NULLS, 2, 2},       {NULLS, -1, 0},
        {BAD, few, 0}};
    inputs.insert(inputs.begin() + 8, {ADJACENT, VERY_MANY, 0});
    for (size_t id = 0; id < inputs.size(); id++)
        for (int sends = 0; sends < SEND_MODES; sends++)
            for (int shape = 0; shape < SHAPES; shape++)
                if (inputs[id].n == VERY_MANY
                        ? shape == WORLD && sends == PLAIN
                        : inputs[id].kind < NULLS || sends == PLAIN)
                    cases.push_back({shape, sends, (int)id});
}

Launch &
launch(const std::string &build, int np)
{
    static std::map<std::pair<std::string, int>, Launch> all;
    if (cases.empty())
        make_cases();
    auto key = std::make_pair(build, np);
    auto found = all.find(key);
    if (found != all.end())
        return found->second;
    std::vector<Question> questions;
    for (const MpiCase &c : cases)
        questions.push_back(question(inputs[(size_t)c.id], np, c));
    return all.emplace(key, run_probe(build, np, questions)).first->second;
}

struct Outcome {
    int64_t result, first, same, kept, behind, changed;
    MpiEvents events;
};

Outcome
outcome(Answer &a)
{
    Outcome o;
    for (int64_t *v :
         {&o.result, &o.first, &o.same, &o.kept, &o.behind, &o.changed})
        *v = a.i64();
    o.events = take_events(a);
    return o;
}

std::string
words_of(const Input &in, int np, int world, const MpiCase &c, int partner)
{
    std::string who =
        partner == NOBODY ? "MPI_PROC_NULL" : say("partner %d", partner);
    return say("swap_with(%s, n = %d) ", who.c_str(), in.n) + where(np, c) +
           say(", on rank %d of comm: ", shape_rank(c.shape, np, world));
}

// The world rank that has rank `r` in the communicator of `world`.
int
world_of(int r, int np, int world, const MpiCase &c)
{
    for (int w = 0; w < np; w++)
        if ((c.shape == SELF
                 ? w == world
                 : shape_half(c.shape, w) == shape_half(c.shape, world)) &&
            shape_rank(c.shape, np, w) == r)
            return w;
    return world;
}

// Whose partner in this case is another rank.
bool
has_another(const MpiCase &c, int np, int world)
{
    int rank = shape_rank(c.shape, np, world);
    int partner = partner_of(inputs[(size_t)c.id].kind, rank,
                             shape_size(c.shape, np, world));
    return partner != NOBODY && partner != rank;
}

bool
has_itself(const MpiCase &c, int np)
{
    for (int w = 0; w < np; w++) {
        int rank = shape_rank(c.shape, np, w);
        if (partner_of(inputs[(size_t)c.id].kind, rank,
                       shape_size(c.shape, np, w)) == rank)
            return true;
    }
    return false;
}

// Does anything arrive from another rank?  Who trades with nobody at all
// has not forgotten the own rank.
bool
trades_with_another()
{
    Launch &run = launch("plain", 2);
    for (size_t rank = 0; rank < run.answers.size(); rank++)
        for (auto &[index, answer] : run.answers[rank]) {
            const MpiCase &c = cases[(size_t)index];
            const Input &in = inputs[(size_t)c.id];
            if (in.kind > OPPOSITE || in.n == 0 ||
                !has_another(c, 2, (int)rank))
                continue;
            answer.rewind();
            Outcome o = outcome(answer);
            if (o.result == 0 && o.kept < in.n)
                return true;
        }
    return false;
}

void
check_numbers(const Input &in, int np, int world, const MpiCase &c,
              int partner, const Outcome &o)
{
    std::string words = words_of(in, np, world, c, partner);
    int from = world_of(partner, np, world, c);
    if (o.same == in.n && o.first == from)
        return;
    // What nobody waits for has come or not, by luck.
    for (const Leftover &l : launch("plain", np).left)
        if (l.kind == "MPI-request")
            return check_leftovers(launch("plain", np));
    if (o.kept == in.n)
        return wrong(
            from == world && trades_with_another() ? "forgets-itself" : "",
            words + "nothing arrived in rcv");
    if (o.same == in.n && o.first != from) {
        return wrong(
            c.shape == WORLD || c.shape == DUPLICATE ? "" : "uses-world",
            words + say("the numbers of world rank %d were "
                        "expected, those of %lld came",
                        from, (long long)o.first));
    }
    if (o.kept > 0 && o.first == from)
        return wrong("counts-in-bytes",
                     words + say("only %lld of %d numbers arrived",
                                 (long long)o.same, in.n));
    wrong("", words + say("%lld of %d numbers are right", (long long)o.same,
                          in.n));
}

void
check_one(int np, int world, const MpiCase &c, Answer &a)
{
    const Input &in = inputs[(size_t)c.id];
    Outcome o = outcome(a);
    int size = shape_size(c.shape, np, world);
    int partner = partner_of(in.kind, shape_rank(c.shape, np, world), size);
    std::string words = words_of(in, np, world, c, partner);
    bool bad = in.kind >= NULLS;
    if (o.result != (bad ? -1 : 0))
        return wrong(bad                 ? "trusts-its-arguments"
                     : partner == NOBODY ? "rejects-proc-null"
                                         : "",
                     words + say("%d was expected, got %lld", bad ? -1 : 0,
                                 (long long)o.result));
    if (o.changed)
        return wrong("", words + "snd was changed");
    if (o.behind)
        return wrong("", words + "memory behind rcv was written");
    if ((bad || partner == NOBODY) && o.kept != (in.n > 0 ? in.n : 0))
        return wrong(bad ? "trusts-its-arguments" : "proc-null-clears-rcv",
                     words + "rcv was changed; it must stay as it is");
    if (bad && messages_sent(o.events) + messages_received(o.events) > 0)
        return wrong("trusts-its-arguments",
                     words + "a message was sent or received");
    if (!bad && partner != NOBODY && in.n > 0)
        check_numbers(in, np, world, c, partner, o);
    std::vector<std::string> used = collectives_used(o.events);
    if (!used.empty())
        wrong("uses-a-collective", words + "it called " + used[0] +
                                       ", but other ranks need not be "
                                       "there");
}

void
for_each_answer(const std::string &build,
                const std::function<bool(const Input &)> &wanted)
{
    for (int np : Battery::ranks_of(build)) {
        Launch &run = launch(build, np);
        for (size_t i = 0; i < cases.size(); i++)
            for (int rank = 0; rank < np; rank++) {
                if (judged_already())
                    return;
                if (!wanted(inputs[(size_t)cases[i].id]))
                    continue;
                Answer *a = run.need((int)i, rank);
                if (a == nullptr)
                    return;
                a->rewind();
                check_one(np, rank, cases[i], *a);
            }
    }
}

// The first case that hangs on four ranks tells the kind of mistake; what
// hangs with fewer as well may have several.
const char *
hang_hint()
{
    for (int np : {4, 2, 3, 1}) {
        Launch &run = launch("plain", np);
        if (run.verdict != "DEADLOCK" || run.last_started < 0)
            continue;
        const MpiCase &c = cases[(size_t)run.last_started];
        Kind kind = inputs[(size_t)c.id].kind;
        bool another = false; // on few ranks everybody may be alone
        for (int world = 0; world < np; world++)
            another = another || has_another(c, np, world);
        if (kind <= ONESELF && !another)
            return has_itself(c, np) ? "sends-to-itself"
                                     : "waits-for-nobody";
        if (c.shape > DUPLICATE && c.shape != SELF)
            return "uses-world";
        if (kind == SAME_PARITY || kind == OPPOSITE)
            return "turns-by-parity";
        if (kind >= NULLS)
            return "trusts-its-arguments";
        for (const char *call : {"MPI_Sendrecv", "MPI_Waitall"})
            if (run.evidence.find(call) != std::string::npos)
                return "tags-differ";
        return c.sends == PLAIN && inputs[(size_t)c.id].n < MANY
                   ? "both-receive-first"
                   : "both-send-first";
    }
    return "";
}

void
hints()
{
    hint_on("DEADLOCK", hang_hint());
    hint_on("MEMORY", "counts-in-bytes");
    hint_on("MPI-request", "never-waits");
    bool bad = false; // did it crash only when arguments were bad?
    for (int np : {1, 2, 4}) {
        Launch &run = launch("plain", np);
        bad = bad ||
              (run.verdict == "CRASH" && run.last_started >= 0 &&
               inputs[(size_t)cases[(size_t)run.last_started].id].kind >=
                   NULLS);
    }
    bool buffer =
        launch("plain", 2).evidence.find("ERR_BUFFER") != std::string::npos;
    hint_on("CRASH", bad      ? "trusts-its-arguments"
                     : buffer ? "buffer-too-small"
                              : "");
}

bool
is_pair(const Input &in)
{
    return in.kind <= OPPOSITE && in.null == 0;
}

TEST(swap_with, two_ranks_trade)
{
    hints();
    for_each_answer("plain", is_pair);
}

TEST(swap_with, with_oneself)
{
    hints();
    for_each_answer("plain",
                    [](const Input &in) { return in.kind == ONESELF; });
}

TEST(swap_with, bad_arguments)
{
    hints();
    for_each_answer("plain", [](const Input &in) {
        return in.kind >= NULLS || in.null;
    });
}

TEST(swap_with, with_mpich)
{
    hints();
    for_each_answer("mpich", [](const Input &) { return true; });
}

TEST(swap_with, memory_and_leftovers)
{
    hints();
    if (launch("asan", 3).evidence.find("after free") != std::string::npos)
        hint_on("MEMORY", "never-waits");
    check_memory(launch("asan", 3));
    for (const char *build : {"plain", "mpich"})
        for (int np : Battery::ranks_of(build))
            if (!judged_already())
                check_leftovers(launch(build, np));
}

} // namespace
