// hello_line.cc - the right sentence for every rank of every communicator,
// and what happens when it does not fit.
#include "driver_mpi.h"

namespace
{

enum { ALL_CALL, LAST_CALLS };
std::vector<int64_t> lengths; // of the buffers; -1: buf is NULL
constexpr size_t TEXT = 43; // "Hello! I am rank 0 in group of 1 processes."

Battery &
battery()
{
    static Battery b;
    if (!lengths.empty())
        return b;
    lengths = {200,      TEXT + 1,
               TEXT,     0,
               1,        2,
               -1,       random_between(3, TEXT - 2),
               TEXT - 1, random_between(TEXT + 2, 100)};
    b.add(ALL_CALL, [](Question &q) { q << lengths << -1; });
    // The last rank alone: whoever communicates waits for ever.
    b.add_one(LAST_CALLS, SELF, PLAIN,
              [](Question &q) { q << lengths << 0; });
    b.add_one(LAST_CALLS, ODD_EVEN, PLAIN,
              [](Question &q) { q << lengths << 0; });
    return b;
}

// For evidence: a newline too many would not be seen.
std::string
in_quotes(const std::string &text)
{
    std::string s = "\"";
    for (char c : text.substr(0, 100))
        s += c == '\n' ? "\\n" : std::string(1, c);
    return s + "\"";
}

std::string
line(int rank, int size)
{
    return say("Hello! I am rank %d in group of %d processes.", rank, size);
}

struct Call {
    int64_t len, returned, beyond;
    std::string buffer; // all len bytes
    std::string
    text() const
    {
        return buffer.substr(0, buffer.find('\0'));
    }
};

std::vector<Call>
take_calls(const MpiCase &c, int np, int rank, Answer &a)
{
    std::vector<Call> calls;
    bool silent = c.id == LAST_CALLS && shape_rank(c.shape, np, rank) != 0;
    for (size_t i = 0; i < lengths.size() && !silent; i++) {
        Call call;
        call.len = lengths[i];
        call.returned = a.i64();
        call.buffer = a.bytes();
        call.beyond = a.i64();
        calls.push_back(call);
    }
    return calls;
}

std::string
mistake(const std::string &got, int np, int world, int rank, int size)
{
    if (got == line(size, rank))
        return "swaps-rank-and-size";
    if (got == line(rank + 1, size))
        return "counts-ranks-from-one";
    if (got == line(world, np))
        return "asks-world-not-comm";
    if (got == line(rank, size) + "\n")
        return "adds-a-newline";
    return "";
}

std::string
call_words(const Call &call, int world, int np, const MpiCase &c)
{
    return say("hello_line(comm, buf, %lld) on rank %d, %s: ",
               (long long)call.len, world, where(np, c).c_str());
}

void
check_text(int np, int world, const MpiCase &c, Answer &a)
{
    int rank = shape_rank(c.shape, np, world);
    int size = shape_size(c.shape, np, world);
    std::string want = line(rank, size);
    for (const Call &call : take_calls(c, np, world, a)) {
        if (call.len < 100)
            continue;
        std::string got = call.text();
        show(call_words(call, world, np, c), want, got);
        if (got != want)
            return wrong(mistake(got, np, world, rank, size),
                         call_words(call, world, np, c) + "expected " +
                             in_quotes(want) + ", got " + in_quotes(got));
        if (call.returned != (int64_t)want.size())
            return wrong("",
                         call_words(call, world, np, c) +
                             say("the text is right and has %zu "
                                 "characters, but %lld was returned",
                                 want.size(), (long long)call.returned));
    }
}

// What one call did with a buffer that may be too small.
void
check_call(const Call &call, const std::string &want,
           const std::string &words)
{
    int64_t need = (int64_t)want.size() + 1;
    if (call.beyond > 0)
        return judge(
            "MEMORY", "writes-without-looking",
            words +
                say("bytes overwritten behind the end of the buffer: %lld",
                    (long long)call.beyond));
    if (call.len >= need) {
        if (call.returned != (int64_t)want.size() || call.text() != want)
            wrong("", words +
                          "the text and its final zero fit exactly, so \"" +
                          want + "\" and " +
                          say("%zu were expected; got \"%s\" and %lld",
                              want.size(), call.text().c_str(),
                              (long long)call.returned));
        return;
    }
    if (call.returned != -1)
        return wrong(call.returned == call.len && call.len == need - 1
                         ? "forgets-room-for-the-nul"
                         : "calls-half-a-line-success",
                     words + say("the text needs %lld bytes with its final "
                                 "zero, so -1 was expected; got %lld",
                                 (long long)need,
                                 (long long)call.returned));
    bool untouched =
        call.buffer.find_first_not_of('#') == std::string::npos;
    if (!untouched && call.buffer[0] != '\0')
        wrong("leaves-half-a-line", words + "it returned -1 and left \"" +
                                        call.text() + "\" in the buffer");
}

void
check_fit(int np, int world, const MpiCase &c, Answer &a)
{
    std::string want = line(shape_rank(c.shape, np, world),
                            shape_size(c.shape, np, world));
    std::vector<Call> calls = take_calls(c, np, world, a);
    // The telling lengths stand first in the list.
    for (const Call &call : calls)
        if (!judged_already()) {
            std::string words = call_words(call, world, np, c);
            if (call.len < 0 && call.returned != -1)
                wrong("", say("hello_line(comm, NULL, 100) on rank %d must "
                              "return -1, got %lld",
                              world, (long long)call.returned));
            else if (call.len >= 0)
                check_call(call, want, words);
        }
}

void
hints()
{
    hint_on("CRASH", "exits-when-it-does-not-fit");
    hint_on("MEMORY", "writes-without-looking");
}

TEST(hello_line, says_rank_and_size)
{
    hints();
    battery().for_each("plain", check_text);
}

TEST(hello_line, small_buffers)
{
    hints();
    battery().for_each("plain", check_fit);
}

TEST(hello_line, with_mpich)
{
    hints();
    battery().for_each("mpich", check_text);
    if (!judged_already())
        battery().for_each("mpich", check_fit);
}

TEST(hello_line, memory)
{
    hints();
    battery().check_memory();
}

TEST(hello_line, leaves_nothing_behind)
{
    hints();
    battery().check_leftovers();
}

} // namespace
