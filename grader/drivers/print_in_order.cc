// print_in_order.cc - the lines of all ranks in rank order, and who wrote
// them: order alone proves nothing, a wrong program often has it by luck.
#include "driver_mpi.h"

#include <algorithm>

namespace
{

enum { SHORT, LONG, EMPTY, INPUTS, NO_LINE };

struct Input {
    std::vector<int64_t> lengths; // by rank of MPI_COMM_WORLD
    int64_t salt;
    bool stream_for_all; // or NULL on every rank but 0
};
std::vector<Input> inputs;

Battery &
battery()
{
    static Battery b;
    if (!inputs.empty())
        return b;
    inputs.resize(INPUTS);
    for (int kind = 0; kind < INPUTS; kind++) {
        Input &in = inputs[(size_t)kind];
        in.salt = random_between(0, 25);
        in.stream_for_all = kind != LONG;
        for (int r = 0; r < 7; r++)
            in.lengths.push_back(kind == LONG ? random_between(300, 6000)
                                              : random_between(1, 60));
    }
    std::vector<int64_t> &wide = inputs[LONG].lengths;
    wide[(size_t)random_between(2, 6)] = 70000;
    wide[0] = random_between(100, 255);
    std::vector<int64_t> &empty = inputs[EMPTY].lengths;
    empty[1] = empty[(size_t)random_between(2, 3)] = empty[4] = empty[6] =
        0;
    for (int kind = 0; kind < INPUTS; kind++)
        b.add(kind, [&](Question &q) {
            const Input &in = inputs[(size_t)kind];
            q << in.lengths << in.salt << in.stream_for_all;
        });
    b.add_one(NO_LINE, DUPLICATE, PLAIN, [](Question &q) {
        q << std::vector<int64_t>(7, -1) << 0 << 1;
    });
    return b;
}

// The probe makes the same letters.
std::string
line_of(const Input &in, int world)
{
    std::string s;
    for (int64_t i = 0; i < in.lengths[(size_t)world]; i++)
        s += (char)('a' + (in.salt + 7 * world + i) % 26);
    if (s.size() > 20)
        s[10] = s[11] = '%';
    return s;
}

// World ranks of the communicator that `world` is in, in its order.
std::vector<int>
members(int shape, int np, int world)
{
    std::vector<int> all((size_t)shape_size(shape, np, world));
    for (int r = 0; r < np; r++)
        if (shape == SELF
                ? r == world
                : shape_half(shape, r) == shape_half(shape, world))
            all[(size_t)shape_rank(shape, np, r)] = r;
    return all;
}

using Lines = std::vector<std::string>;

Lines
lines_of(const Input &in, const std::vector<int> &ranks)
{
    Lines lines;
    for (int r : ranks)
        lines.push_back(line_of(in, r));
    return lines;
}

std::string
join(const Lines &lines)
{
    std::string s;
    for (const std::string &line : lines)
        s += line + "\n";
    return s;
}

Lines
split(const std::string &text)
{
    Lines lines;
    size_t begin = 0;
    for (size_t end; (end = text.find('\n', begin)) != std::string::npos;
         begin = end + 1)
        lines.push_back(text.substr(begin, end - begin));
    if (begin < text.size())
        lines.push_back(text.substr(begin));
    return lines;
}

std::string
brief(const std::string &line)
{
    if (line.size() <= 40)
        return "\"" + line + "\"";
    return "\"" + line.substr(0, 30) + "...\" " +
           say("(%zu characters)", line.size());
}

// Does rank 0 write anything when there are two ranks?
bool
others_arrive()
{
    Launch &two = battery().launch("plain", 2);
    auto first = two.answers[0].find(0);
    if (first == two.answers[0].end())
        return false;
    first->second.rewind();
    first->second.i64();
    return !first->second.bytes().empty();
}

// Which well-known mistake writes this instead of `want`?
std::string
mistake(const Lines &got, const Lines &want, const Lines &world)
{
    if (got == Lines(want.begin() + 1, want.end()) && others_arrive())
        return "forgets-its-own-line";
    Lines filled;
    for (const std::string &line : want)
        if (!line.empty())
            filled.push_back(line);
    if (got == filled)
        return "skips-empty-lines";
    if (got == Lines{want[0]})
        return "takes-turns-with-barriers";
    Lines a = got, b = want;
    std::sort(a.begin(), a.end());
    std::sort(b.begin(), b.end());
    if (got == world ||
        (got.size() == world.size() && got != want && a != b))
        if (std::is_permutation(got.begin(), got.end(), world.begin(),
                                world.end()))
            return "gathers-over-world";
    if (a == b)
        return got == world ? "gathers-over-world"
                            : "takes-lines-as-they-come";
    bool cut = got.size() == want.size();
    for (size_t i = 0; i < got.size() && cut; i++)
        cut = want[i].compare(0, got[i].size(), got[i]) == 0;
    return cut ? "cuts-lines-at-100" : "";
}

std::string
call_words(int np, int world, const MpiCase &c)
{
    return say("print_in_order %s: on rank %d (rank %d of comm) ",
               where(np, c).c_str(), world, shape_rank(c.shape, np, world));
}

void
check_lines(const Input &in, int np, int world, const MpiCase &c,
            const std::string &content)
{
    Lines want = lines_of(in, members(c.shape, np, world));
    if (content == join(want))
        return;
    Lines got = split(content);
    std::string m =
        mistake(got, want, lines_of(in, members(WORLD, np, world)));
    std::string words = call_words(np, world, c);
    show(words, join(want), content);
    for (size_t i = 0; i < want.size() && i < got.size(); i++)
        if (got[i] != want[i])
            return wrong(m, words +
                                say("line %zu of `out` must be ", i + 1) +
                                brief(want[i]) + ", got " + brief(got[i]));
    if (got.size() == want.size())
        return wrong(m, words + "the last line in `out` has no newline");
    wrong(m, words + say("lines expected in `out`: %zu, got %zu",
                         want.size(), got.size()));
}

// Everything about one answer; the kinds of input in `only`.
void
check_kinds(const char *build, const std::vector<int> &only)
{
    battery().for_each(build, [&](int np, int world, const MpiCase &c,
                                  Answer &a) {
        if (std::find(only.begin(), only.end(), c.id) == only.end())
            return;
        int64_t returned = a.i64();
        std::string content = a.bytes();
        bool changed = a.i64(), closed = a.i64();
        std::string words = call_words(np, world, c);
        int expected = c.id == NO_LINE ? -1 : 0;
        bool root = shape_rank(c.shape, np, world) == 0;
        if (c.id == NO_LINE && !content.empty())
            wrong("",
                  words + "line is NULL and still something was written");
        else if (c.id != NO_LINE && root)
            check_lines(inputs[(size_t)c.id], np, world, c, content);
        if (returned != expected)
            wrong("", words + say("%d was expected, got %lld", expected,
                                  (long long)returned));
        if (changed)
            wrong("", words + "the caller's line was changed");
        if (closed)
            wrong("", words + "`out` was closed; it belongs to the caller");
    });
}

// What a crash comes from: MPI says so, or rank 1 wrote to its stream as
// long as it had one.
const char *
crash_hint()
{
    const char *hint = "";
    for (int np : {2, 3}) {
        Launch &run = battery().launch("plain", np);
        if (run.verdict == "CRASH" &&
            run.evidence.find("runcate") != std::string::npos)
            return "receives-into-a-small-buffer";
        if (run.evidence.find("TRUNCATE") != std::string::npos)
            return "receives-into-a-small-buffer";
        auto first = run.answers[1].find(0);
        if (run.verdict != "CRASH" || first == run.answers[1].end())
            continue;
        first->second.rewind();
        first->second.i64();
        if (!first->second.bytes().empty())
            hint = "takes-turns-with-barriers";
    }
    return hint;
}

void
hints()
{
    hint_on("CRASH", crash_hint());
    hint_on("OLE", "writes-to-stdout");
    hint_on("DEADLOCK", "only-rank-0-gathers");
    hint_on("LEAK", "never-frees-its-lines");
}

TEST(print_in_order, only_rank_0_writes)
{
    hints();
    battery().for_each(
        "plain", [](int np, int world, const MpiCase &c, Answer &a) {
            a.i64();
            std::string content = a.bytes();
            if (c.id >= INPUTS || content.empty() ||
                shape_rank(c.shape, np, world) == 0)
                return;
            const Input &in = inputs[(size_t)c.id];
            Lines all = lines_of(in, members(WORLD, np, world));
            Lines got = split(content);
            wrong(got == all ? "gathers-over-world"
                             : "takes-turns-with-barriers",
                  call_words(np, world, c) +
                      "something was written: " + brief(got[0]));
        });
    for (int np : Battery::ranks_of("plain")) {
        const std::string &out = battery().launch("plain", np).out;
        if (!out.empty())
            wrong("writes-to-stdout",
                  "with " + amount(np, "rank") +
                      " it wrote to stdout, not to `out`: " +
                      brief(out.substr(0, out.find('\n'))));
    }
}

TEST(print_in_order, lines_in_rank_order)
{
    hints();
    check_kinds("plain", {SHORT});
}

TEST(print_in_order, lines_of_any_length)
{
    hints();
    check_kinds("plain", {LONG, EMPTY});
}

TEST(print_in_order, no_line)
{
    hints();
    check_kinds("plain", {NO_LINE});
}

TEST(print_in_order, with_mpich)
{
    hints();
    check_kinds("mpich", {SHORT, LONG, EMPTY, NO_LINE});
}

TEST(print_in_order, memory_and_leftovers)
{
    hints();
    battery().check_memory();
    battery().check_leftovers();
}

} // namespace
