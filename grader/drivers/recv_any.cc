// recv_any.cc - every message once, whole, with its sender; other tags left
// alone.
#include "driver_mpi.h"

#include <algorithm>
#include <cstring>
#include <regex>

namespace
{

enum { RANKS = 7, MANY = 120000, MOST = (1 << 22) + 1, WHOLE = 8 };
enum Kind { EQUAL, RISING, FALLING, LONG, EMPTY, NULLS, ENORMOUS };

struct Input {
    Kind kind;
    std::vector<int64_t> lengths; // by world rank
    int last, tag;                // the last rank receives, or rank 0
};
std::vector<Input> inputs;

Battery &
battery()
{
    static Battery b;
    if (!inputs.empty())
        return b;
    for (Kind kind :
         {EQUAL, RISING, FALLING, LONG, EMPTY, NULLS, ENORMOUS}) {
        Input in = {kind,
                    {},
                    kind == FALLING || kind == LONG,
                    (int)random_between(0, 20000)};
        int64_t step = random_between(1, 4) * WHOLE;
        for (int r = 0; r < RANKS; r++)
            in.lengths.push_back(kind == EQUAL      ? step
                                 : kind == RISING   ? step * (r + 1)
                                 : kind == FALLING  ? step * (RANKS - r)
                                 : kind == LONG     ? MANY + r
                                 : kind != ENORMOUS ? 0
                                 : r == 0           ? (int64_t)MOST
                                                    : step);
        inputs.push_back(in);
    }
    for (size_t id = 0; id < inputs.size(); id++) {
        auto fill = [id](Question &q) {
            const Input &in = inputs[id];
            q << in.lengths << in.last << in.tag << (int)(in.kind == NULLS);
        };
        if (inputs[id].kind == ENORMOUS)
            b.add_one((int)id, WORLD, PLAIN, fill);
        else
            b.add((int)id, fill);
    }
    return b;
}

struct Call {
    int64_t result, n, src, good;
};

std::string
the_call(int np, const MpiCase &c, int64_t number)
{
    const Input &in = inputs[(size_t)c.id];
    return say("recv_any(tag %d) ", in.tag) + where(np, c) +
           say(", call %lld: ", (long long)number + 1);
}

// The length of the message from rank `r` of the receiver's communicator.
int64_t
length_from(const Input &in, int64_t r, int np, int world, const MpiCase &c)
{
    for (int w = 0; w < np; w++)
        if ((c.shape == SELF
                 ? w == world
                 : shape_half(c.shape, w) == shape_half(c.shape, world)) &&
            shape_rank(c.shape, np, w) == r)
            return in.lengths[(size_t)w];
    return -1;
}

// `other`: *n is the length of a message from somebody else.
void
check_call(const Call &call, const std::string &words, int64_t length,
           bool other, const std::vector<bool> &seen)
{
    if (call.result != 0)
        return wrong(call.result == -1 ? "looks-once" : "",
                     words + say("0 was expected, got %lld",
                                 (long long)call.result));
    if (length < 0)
        return wrong("", words + say("*src is %lld, which is no rank of "
                                     "comm",
                                     (long long)call.src));
    std::string from = say("*src is %lld", (long long)call.src);
    if (call.n != length) {
        bool bytes = call.n == 8 * length || call.n == 2 * length;
        bool decoy = call.n == 3;
        return wrong(call.n == 0 ? "" // it received nothing
                     : bytes     ? "counts-other-things"
                     : decoy     ? "ignores-the-tag"
                     : other     ? "probes-then-receives-any"
                                 : "",
                     words + from +
                         say(", whose message has %lld doubles; *n is %lld",
                             (long long)length, (long long)call.n));
    }
    if (seen[(size_t)call.src])
        return wrong(length == 0 ? "empty-stays"
                                 : "probes-then-receives-any",
                     words + from + ", whose message had come before");
    if (call.good != length)
        return wrong("probes-then-receives-any",
                     words + from +
                         say(", but %lld of the %lld doubles in *buf are "
                             "not those it sent",
                             (long long)(length - call.good),
                             (long long)length));
}

// All calls of one receiver.
void
check_receiver(int np, int world, const MpiCase &c, Answer &a)
{
    const Input &in = inputs[(size_t)c.id];
    int size = shape_size(c.shape, np, world);
    if (shape_rank(c.shape, np, world) != (in.last ? size - 1 : 0))
        return;
    if (in.kind == NULLS) {
        for (const char *what : {"buf", "n", "src"})
            if (a.i64() != -1)
                wrong("trusts-its-pointers",
                      say("%s null must give -1", what));
        return;
    }
    std::vector<bool> seen((size_t)size);
    for (int k = 0; k < size && !judged_already(); k++) {
        Call call;
        for (int64_t *v : {&call.result, &call.n, &call.src, &call.good})
            *v = a.i64();
        int64_t length = length_from(in, call.src, np, world, c);
        bool other = false;
        for (int r = 0; r < size; r++)
            other = other || (r != call.src &&
                              length_from(in, r, np, world, c) == call.n);
        check_call(call, the_call(np, c, k), length, other, seen);
        if (!judged_already())
            seen[(size_t)call.src] = true;
    }
    int64_t left = judged_already() ? size : a.i64();
    if (left != size)
        wrong("ignores-the-tag",
              the_call(np, c, size - 1) +
                  say("%lld of %d messages with another tag are gone",
                      (long long)(size - left), size));
}

void
check(const char *build, std::vector<Kind> kinds)
{
    battery().for_each(
        build, [&](int np, int world, const MpiCase &c, Answer &a) {
            Kind kind = inputs[(size_t)c.id].kind;
            if (std::find(kinds.begin(), kinds.end(), kind) != kinds.end())
                check_receiver(np, world, c, a);
        });
}

// The case in which a launch ended early, or nothing.
const Input *
input_at(const Launch &run, int *shape, int *sends)
{
    if (run.last_started < 0)
        return nullptr;
    int at = run.last_started;
    *shape = at % SHAPES;
    *sends = at / SHAPES % SEND_MODES;
    size_t id = (size_t)(at / SHAPES / SEND_MODES);
    return id < inputs.size() ? &inputs[id] : nullptr;
}

// "rank 1 is in MPI_Probe with rank 1": not in whatever comes.
bool
names_a_rank(const Launch &run)
{
    static const std::regex one("is in MPI_M?(Probe|Recv|probe) with rank");
    return std::regex_search(run.evidence, one);
}

void
hints(const char *build = "plain")
{
    const char *crash = "", *hang = "";
    for (int np : {1, 2, 3, 4}) {
        if (strcmp(build, "mpich") == 0 && np > 2)
            break;
        Launch &run = battery().launch(build, np);
        int shape = 0, sends = 0;
        const Input *in = input_at(run, &shape, &sends);
        if (in == nullptr || run.verdict.empty())
            continue;
        if (run.verdict == "DEADLOCK" && *hang == '\0')
            hang = names_a_rank(run)   ? "waits-for-one-rank"
                   : in->kind == EMPTY ? "empty-stays"
                   : shape > WORLD     ? "uses-world"
                                       : "";
        bool truncated = run.evidence.find("TRUNCATE") != std::string::npos;
        // MPI gives up in the middle of a large message in several ways
        bool receiving =
            run.evidence.find("MPI_Recv") != std::string::npos ||
            run.evidence.find("recv_any.c:") != std::string::npos;
        if (run.verdict == "CRASH" && *crash == '\0')
            crash = in->kind == NULLS ? "trusts-its-pointers"
                    : in->kind >= LONG && (truncated || receiving)
                        ? "too-little-room"
                    : truncated && in->kind == EQUAL ? "too-little-room"
                    : truncated            ? "probes-then-receives-any"
                    : run.detail == "rank" ? "returns-what-cannot-be-freed"
                                           : "";
    }
    hint_on("CRASH", crash);
    hint_on("DEADLOCK", hang);
    hint_on("MEMORY", "returns-what-cannot-be-freed");
    hint_on("LEAK", "never-frees");
}

TEST(recv_any, whole_messages_and_their_senders)
{
    hints();
    check("plain", {EQUAL, RISING, FALLING});
}

TEST(recv_any, any_length)
{
    hints();
    check("plain", {LONG, EMPTY, ENORMOUS});
}

TEST(recv_any, null_pointers)
{
    hints();
    check("plain", {NULLS});
}

TEST(recv_any, with_mpich)
{
    hints("mpich");
    check("mpich", {EQUAL, RISING, FALLING, LONG, EMPTY, NULLS, ENORMOUS});
}

TEST(recv_any, memory_and_leftovers)
{
    hints();
    battery().check_memory();
    battery().check_leftovers();
}

} // namespace
