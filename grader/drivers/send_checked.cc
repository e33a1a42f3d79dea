// send_checked.cc - sends that arrive and sends that MPI refuses, under
// every handler that a caller may have set.
#include "driver_mpi.h"

namespace
{

enum Fault { GOOD, RANK_HIGH, RANK_LOW, COUNT, TAG, TYPE, UNCOMMITTED };
enum Handler { DEFAULT, RETURNS, OWN };
const struct {
    const char *class_name, *words;
} faults[] = {{"MPI_SUCCESS", "all arguments are right"},
              {"MPI_ERR_RANK", "dest is the size of comm"},
              {"MPI_ERR_RANK", "dest is -77"},
              {"MPI_ERR_COUNT", "n is -1"},
              {"MPI_ERR_TAG", "tag is -7"},
              {"MPI_ERR_TYPE", "t is MPI_DATATYPE_NULL"},
              {"MPI_ERR_TYPE", "t was not committed"}};
const char *const handlers[] = {"MPI's default", "MPI_ERRORS_RETURN",
                                "a function of the caller's own"};
const int OUR_TAG = 5, NO_TEXT = -1;

struct Input {
    Fault fault;
    Handler handler;
    int n, room; // of the text, in chars
    int shape = WORLD;
};
std::vector<Input> inputs;

// What is asked first on MPI_COMM_WORLD tells a handler that was never set
// from one that was set elsewhere.
Battery &
battery()
{
    static Battery b;
    if (!inputs.empty())
        return b;
    auto add = [](Input in, int shape, int sends) {
        in.shape = shape;
        inputs.push_back(in);
        b.add_one((int)inputs.size() - 1, shape, sends, [&](Question &q) {
            q << (int)in.fault << (int)in.handler << in.n << in.room;
        });
    };
    int n = (int)random_between(2, 50);
    for (Handler h : {DEFAULT, OWN, RETURNS})
        for (int shape = 0; shape < SHAPES; shape++)
            add({GOOD, h, n, 80}, shape, shape % SEND_MODES);
    for (int room : {1000, 12, 1, 0, NO_TEXT})
        add({RANK_HIGH, OWN, n, room}, WORLD, PLAIN);
    for (int shape : {WORLD, DUPLICATE, REVERSED, ODD_EVEN, SELF})
        for (int f = RANK_HIGH; f <= UNCOMMITTED; f++)
            for (Handler h : {DEFAULT, OWN, RETURNS})
                if (h == DEFAULT || f % 2 == shape % 2)
                    add({(Fault)f, h, n, f == TAG ? 20 : 300}, shape,
                        PLAIN);
    for (int shape : {WORLD, DUPLICATE}) // and afterwards all is well
        add({GOOD, DEFAULT, 0, 80}, shape, PLAIN);
    return b;
}

struct Outcome {
    std::string name, as_code;
    int64_t result, end;
    std::string why;
    int64_t behind;
    std::string text;
    int64_t same, returns, asked, tag = 0, count = 0, right = 0;
};

Outcome
outcome(const Input &in, Answer &a)
{
    Outcome o;
    a.rewind();
    o.name = a.bytes();
    o.as_code = a.bytes();
    o.result = a.i64();
    o.end = a.i64();
    o.why = a.bytes();
    o.behind = a.i64();
    o.text = a.bytes();
    for (int64_t *v : {&o.same, &o.returns, &o.asked})
        *v = a.i64();
    if (in.fault == GOOD)
        for (int64_t *v : {&o.tag, &o.count, &o.right})
            *v = a.i64();
    return o;
}

using Check = std::function<void(const Input &, const Outcome &,
                                 const std::string &words)>;

void
for_all(const std::string &build, bool good, const Check &check)
{
    Battery &b = battery();
    b.for_each(build, [&](int np, int rank, const MpiCase &c, Answer &a) {
        const Input &in = inputs[(size_t)c.id];
        if ((in.fault == GOOD) != good)
            return;
        check(in, outcome(in, a),
              say("send_checked where %s, ", faults[in.fault].words) +
                  where(np, c) + say(", on rank %d: ", rank));
    });
}

void
check_arrival(const Input &in, const Outcome &o, const std::string &words)
{
    if (o.tag != OUR_TAG)
        return wrong(in.shape == WORLD ? "" : "uses-world",
                     words + "the message did not arrive with its tag on "
                             "comm");
    if (o.count != in.n || o.right != in.n)
        return wrong(
            "", words + say("%d numbers were sent, %lld arrived, and "
                            "%lld of them are right",
                            in.n, (long long)o.count, (long long)o.right));
    if (o.name != "MPI_SUCCESS")
        wrong("", words + say("MPI_SUCCESS was expected, got %lld",
                              (long long)o.result));
}

void
check_class(const Input &in, const Outcome &o, const std::string &words)
{
    const char *want = faults[in.fault].class_name;
    if (o.asked > 0)
        return wrong("handler-never-set",
                     words + "MPI called the caller's own handler; the "
                             "error must come back instead");
    if (o.name == want)
        return;
    std::string got =
        o.name.empty() ? say("%lld", (long long)o.result) : o.name;
    bool code = o.name.empty() && o.as_code == want;
    show(words, want, got);
    wrong(code                      ? "returns-the-code"
          : o.result == -1          ? "returns-minus-one"
          : o.name == "MPI_SUCCESS" ? "says-success"
                                    : "",
          words + want + " was expected, got " + got +
              (code ? ", the code of an error of this class" : ""));
}

void
check_text(const Input &in, const Outcome &o, const std::string &words)
{
    if (o.behind > 0)
        return wrong("text-overflows",
                     words + say("why has room for %d chars, and %lld "
                                 "behind them were written",
                                 std::max(in.room, 0),
                                 (long long)o.behind));
    if (in.room < 1)
        return;
    std::string got = o.why.substr(0, 60);
    bool blank = o.end == 0 || got[0] == '#';
    if (blank && in.room > 1)
        return wrong("text-forgotten", words + "why holds no text");
    if (o.end >= in.room)
        return wrong("text-not-ended",
                     words +
                         say("no '\\0' in the %d chars of why", in.room));
    size_t n = std::min({o.why.size(), o.text.size(), (size_t)in.room - 1});
    if (o.why.compare(0, n, o.text, 0, n) != 0 ||
        o.why.size() < std::min(o.text.size(), (size_t)in.room - 1)) {
        show(words, o.text, got);
        wrong("", words + "why must hold MPI's text, \"" + o.text +
                      "\", got \"" + got + "\"");
    }
}

void
check_handler(const Input &in, const Outcome &o, const std::string &words)
{
    if (o.same)
        return;
    bool after_error = in.fault != GOOD;
    wrong(!o.returns    ? "restores-the-default"
          : after_error ? "left-after-errors"
                        : "handler-left",
          words +
              say("comm had %s for its handler, and has ",
                  handlers[in.handler]) +
              (o.returns ? "MPI_ERRORS_RETURN" : "another one") +
              " after the call");
}

// Where did MPI stop the job, or a send wait for ever: in the world too, or
// only elsewhere?
void
hints()
{
    const char *hint = "";
    for (int np : {2, 1, 3}) {
        Launch &run = battery().launch("plain", np);
        if (run.verdict.empty() || run.last_started < 0)
            continue;
        const MpiCase &c = battery().case_at(run.last_started);
        if (run.verdict == "DEADLOCK" && c.shape != WORLD)
            hint_on("DEADLOCK", "uses-world");
        if (run.detail == "MPI" && inputs[(size_t)c.id].fault != GOOD)
            hint = c.shape == WORLD ? "handler-never-set"
                                    : "handler-of-the-world";
        break;
    }
    hint_on("CRASH", hint);
    hint_on("LEAK", "keeps-the-handler");
    hint_on("MEMORY", "text-overflows");
}

TEST(send_checked, messages_arrive)
{
    hints();
    for_all("plain", true, check_arrival);
}

TEST(send_checked, errors_come_back)
{
    hints();
    for_all("plain", false, check_class);
}

TEST(send_checked, text)
{
    hints();
    for_all("plain", false, check_text);
}

TEST(send_checked, handler)
{
    hints();
    for_all("plain", true, check_handler);
    for_all("plain", false, check_handler);
}

TEST(send_checked, with_mpich)
{
    hints();
    for_all("mpich", true, check_arrival);
    for_all("mpich", false, check_class);
    for_all("mpich", false, check_text);
    for_all("mpich", true, check_handler);
    for_all("mpich", false, check_handler);
}

TEST(send_checked, memory_and_leftovers)
{
    hints();
    battery().check_memory();
    battery().check_leftovers();
}

} // namespace
