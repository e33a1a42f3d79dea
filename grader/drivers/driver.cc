// driver.cc - main program, questions, answers, verdicts of every driver.
#include "driver.h"

#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <cstring>

std::mt19937_64 rng;
static std::string probe_dir, submission_path, root_dir;
static std::map<std::string, std::string> hints;
static bool judged;

const std::string &
submission()
{
    return submission_path;
}

const std::string &
grader_root()
{
    return root_dir;
}

const std::string &
probe_folder()
{
    return probe_dir;
}

int64_t
random_between(int64_t low, int64_t high)
{
    return std::uniform_int_distribution<int64_t>(low, high)(rng);
}

std::string
say(const char *format, ...)
{
    va_list ap;
    va_start(ap, format);
    char *s = nullptr;
    if (vasprintf(&s, format, ap) < 0)
        abort();
    va_end(ap);
    std::string text = s;
    free(s);
    return text;
}

std::string
amount(int64_t n, const std::string &one, const std::string &many)
{
    std::string word = n == 1 ? one : many.empty() ? one + "s" : many;
    return say("%lld ", (long long)n) + word;
}

// --- questions ---------------------------------------------------------

Question &
Question::operator<<(int64_t value)
{
    text_ += say("i%lld\n", (long long)value);
    return *this;
}

Question &
Question::operator<<(double value)
{
    text_ += say("d%a\n", value);
    return *this;
}

Question &
Question::operator<<(const std::string &bytes)
{
    text_ += say("s%zu ", bytes.size()) + bytes + "\n";
    return *this;
}

Question &
Question::operator<<(const std::vector<int64_t> &values)
{
    text_ += say("a%zu", values.size());
    for (int64_t v : values)
        text_ += say(" %lld", (long long)v);
    text_ += "\n";
    return *this;
}

const char *
shape_name(int shape)
{
    static const char *const names[] = {
        "MPI_COMM_WORLD", "a duplicate of MPI_COMM_WORLD",
        "a communicator with the ranks reversed",
        "a communicator of every second rank", "MPI_COMM_SELF"};
    return names[shape];
}

const char *
sends_name(int sends)
{
    static const char *const names[] = {
        "", ", with every send made synchronous", ", with sends delayed"};
    return names[sends];
}

int
shape_half(int shape, int rank)
{
    return shape == ODD_EVEN ? rank % 2 : 0;
}

int
shape_size(int shape, int np, int rank)
{
    return shape == SELF       ? 1
           : shape == ODD_EVEN ? (np + 1 - rank % 2) / 2
                               : np;
}

int
shape_rank(int shape, int np, int rank)
{
    return shape == SELF       ? 0
           : shape == ODD_EVEN ? rank / 2
           : shape == REVERSED ? np - 1 - rank
                               : rank;
}

// --- answers -----------------------------------------------------------

bool
Answer::take(char kind)
{
    while (at_ < text_.size() && text_[at_] == '\n')
        at_++;
    bad_ = bad_ || at_ >= text_.size() || text_[at_] != kind;
    if (bad_)
        judge("TAMPER", "",
              "the answer of the program is not in the form "
              "that the grader's own code writes");
    else
        at_++;
    return !bad_;
}

int64_t
Answer::i64()
{
    if (!take('i'))
        return 0;
    char *end;
    int64_t v = strtoll(text_.c_str() + at_, &end, 10);
    at_ = (size_t)(end - text_.c_str());
    return v;
}

double
Answer::real()
{
    if (!take('d'))
        return 0;
    char *end;
    double v = strtod(text_.c_str() + at_, &end);
    at_ = (size_t)(end - text_.c_str());
    return v;
}

std::string
Answer::bytes()
{
    if (!take('s'))
        return "";
    char *end;
    size_t n = strtoul(text_.c_str() + at_, &end, 10);
    at_ = (size_t)(end - text_.c_str()) + 1;
    if (at_ + n > text_.size())
        n = at_ < text_.size() ? text_.size() - at_ : 0;
    std::string s = text_.substr(at_ < text_.size() ? at_ : 0, n);
    at_ += n;
    return s;
}

std::vector<int64_t>
Answer::i64s()
{
    std::vector<int64_t> v;
    if (!take('a'))
        return v;
    char *p = const_cast<char *>(text_.c_str()) + at_;
    size_t n = strtoul(p, &p, 10);
    for (size_t i = 0; i < n && *p == ' '; i++)
        v.push_back(strtoll(p, &p, 10));
    at_ = (size_t)(p - text_.c_str());
    return v;
}

// A launch in which requests were left over.  MPI may end a later one for
// them, in its own words or in none.
static Launch &
unfinished()
{
    static Launch first;
    return first;
}

void
note_unfinished(const Launch &run)
{
    for (const Leftover &l : run.left)
        if (l.kind == "MPI-request" && unfinished().left.empty()) {
            unfinished().np = run.np;
            unfinished().left = {l};
        }
}

std::string
Launch::occasion(int index) const
{
    auto found = when.find(index);
    return found == when.end() ? "" : ", " + found->second;
}

int
Launch::changed_send() const
{
    for (const Leftover &l : left)
        if (l.kind == "send-buffer")
            return l.rank;
    return -1;
}

// Of the launch whose answer was asked for last.  It explains what nothing
// else explains.
static int last_changed_send = -1;

bool
send_was_changed()
{
    return last_changed_send >= 0;
}

Answer *
Launch::need(int index, int rank)
{
    last_changed_send = changed_send();
    if (rank < (int)answers.size()) {
        auto found = answers[rank].find(index);
        if (found != answers[rank].end()) {
            found->second.rewind();
            return &found->second;
        }
    }
    if (verdict == "CRASH" && detail == "exit" &&
        !unfinished().left.empty())
        check_leftovers(unfinished());
    else if (verdict.empty())
        judge("TAMPER", hints["TAMPER"],
              "the program ended well but did not answer every question");
    else
        judge(verdict.c_str(), hints[verdict],
              evidence + occasion(last_started), detail);
    return nullptr;
}

// --- verdicts ----------------------------------------------------------

// Evidence may quote the learner's output: only printable text may pass.
static std::string
printable(const std::string &text)
{
    std::string s;
    for (unsigned char c : text.substr(0, 4000))
        if (c == '\n' || (c >= 32 && c < 127))
            s += (char)c;
        else
            s += say("\\x%02x", c);
    return s;
}

// The last comparison; nothing if its two values are equal.
static struct {
    std::string input, expected, got;
} shown;

static void
record_shown()
{
    if (shown.expected == shown.got)
        return;
    testing::Test::RecordProperty("input", printable(shown.input));
    testing::Test::RecordProperty("expected", printable(shown.expected));
    testing::Test::RecordProperty("got", printable(shown.got));
}

static FirstFault first_fault; // of all tests

const FirstFault &
fault_so_far()
{
    return first_fault;
}

// Faults that every exercise of MPI may have, known by the words that the
// harness and mpi_stopped have for them: their hint, else the given one.
static std::string
hint_of_mpi(const std::string &evidence, const std::string &given)
{
    auto says = [&](const char *words) {
        return evidence.find(words) != std::string::npos;
    };
    return says(": one buffer both to send and")  ? "one-buffer-for-both"
           : says(": a message is received into") ? "receives-what-it-sends"
                                                  : given;
}

void
judge(const char *verdict, const std::string &given_hint,
      const std::string &given_evidence, const std::string &detail)
{
    if (judged)
        return;
    judged = true;
    std::string hint = given_hint, evidence = given_evidence;
    if (strcmp(verdict, "CRASH") == 0 && detail == "MPI")
        hint = hint_of_mpi(evidence, hint);
    if (strcmp(verdict, "WRONG") == 0 && hint.empty() &&
        send_was_changed()) {
        hint = "sends-what-changes";
        evidence += say(". On rank %d the buffer of a send was changed "
                        "before the send was complete",
                        last_changed_send);
    }
    if (first_fault.verdict.empty())
        first_fault = {verdict, hint, evidence, detail};
    testing::Test::RecordProperty("verdict", verdict);
    testing::Test::RecordProperty("hint", hint);
    testing::Test::RecordProperty("detail", printable(detail));
    testing::Test::RecordProperty("evidence", printable(evidence));
    if (strcmp(verdict, "WRONG") == 0)
        record_shown();
    ADD_FAILURE() << verdict << ": " << printable(evidence);
}

void
show(const std::string &input, const std::string &expected,
     const std::string &got)
{
    // Evidence continues with what came out: "f(3) on rank 1: ".
    size_t end = input.find_last_not_of(" :,");
    shown = {input.substr(0, end + 1), expected, got};
}

std::string
numbers(const std::vector<int64_t> &values)
{
    std::string s;
    for (size_t i = 0; i < values.size() && i < 12; i++)
        s += (i > 0 ? " " : "") + std::to_string(values[i]);
    return values.size() > 12 ? s + " ..." : s;
}

bool
judged_already()
{
    return judged;
}

void
hint_on(const char *verdict, const char *hint)
{
    hints[verdict] = hint;
}

const std::string *
hint_for(const std::string &what)
{
    auto found = hints.find(what);
    return found == hints.end() ? nullptr : &found->second;
}

// --- main --------------------------------------------------------------

namespace
{
class Reset : public testing::EmptyTestEventListener
{
    void
    OnTestStart(const testing::TestInfo &) override
    {
        judged = false;
        shown = {};
    }
    // A comparison that failed without a verdict of its own is WRONG.
    void
    OnTestEnd(const testing::TestInfo &info) override
    {
        if (info.result()->Failed() && !judged)
            fprintf(stderr, "driver: %s failed without a verdict\n",
                    info.name());
    }
};
} // namespace

long driver_peak_rss_kb;
int driver_survivors;
double driver_cpu_seconds;
double driver_overtime; // of the run that overran its limit most

namespace
{
class Totals : public testing::Environment
{
    void
    TearDown() override
    {
        testing::Test::RecordProperty("peak_rss_kb",
                                      (int)driver_peak_rss_kb);
        testing::Test::RecordProperty("survivors", driver_survivors);
        testing::Test::RecordProperty("cpu_ms",
                                      (int)(1e3 * driver_cpu_seconds));
        testing::Test::RecordProperty("overtime_seconds",
                                      say("%.2f", driver_overtime));
    }
};
} // namespace

// usage: DRIVER --probes=DIR --file=PATH --root=DIR [gtest flags]; the seed
// is in GRADE_SEED
int
main(int argc, char **argv)
{
    testing::InitGoogleTest(&argc, argv);
    const char *seed = getenv("GRADE_SEED");
    rng.seed(strtoull(seed != nullptr ? seed : "0", nullptr, 10));
    for (int i = 1; i < argc; i++) {
        std::string a = argv[i];
        size_t equals = a.find('=');
        std::string name = a.substr(0, equals),
                    value = a.substr(equals + 1);
        if (name == "--probes")
            probe_dir = value;
        else if (name == "--file")
            submission_path = value;
        else if (name == "--root")
            root_dir = value;
        else {
            fprintf(stderr, "driver: unknown argument %s\n", argv[i]);
            return 2;
        }
    }
    testing::UnitTest::GetInstance()->listeners().Append(new Reset);
    testing::AddGlobalTestEnvironment(new Totals);
    return RUN_ALL_TESTS();
}
