// histogram.cc - every byte counted once, by threads that count together.
#include "driver_darts.h"

#include <regex>

namespace
{

enum kinds { GIVEN, TIMED, NOWHERE, NO_THREADS }; // as in the probe
enum { MANY = 4 << 20 };

struct Case {
    int nthreads;
    std::string bytes;
};

std::vector<Case> cases;
std::vector<Question> questions;
size_t timed_case, bad_case, refused_case;

std::string
random_bytes(size_t n, int kinds)
{
    std::string s;
    for (size_t i = 0; i < n; i++)
        s += (char)(kinds == 256 ? random_between(0, 255)
                                 : random_between(254 - kinds, 253));
    return s;
}

// Few values and many bytes: a counter of 8 or 16 bits starts again.
void
make_questions()
{
    for (auto [n, nthreads, kinds] :
         {std::tuple<int, int, int>{1003, 4, 256},
          {1000, 2, 3},
          {1, 1, 256},
          {0, 3, 256},
          {3, 7, 256},
          {7, 7, 2},
          {5000, 1, 256},
          {4999, 5, 20},
          {10006, 6, 1},
          {140003, 3, 2}})
        cases.push_back({nthreads, random_bytes((size_t)n, kinds)});
    for (const Case &c : cases)
        questions.push_back(Question() << GIVEN << c.nthreads << c.bytes);
    timed_case = questions.size();
    questions.push_back(Question() << TIMED << 2 << (int64_t)MANY);
    bad_case = questions.size();
    questions.push_back(Question() << GIVEN << 0 << std::string("abc"));
    questions.push_back(Question() << GIVEN << -2 << std::string("abc"));
    questions.push_back(Question() << NOWHERE << 2 << 5);
    questions.push_back(Question() << NOWHERE << 2 << 0);
    refused_case = questions.size(); // the last: it may be the end
    questions.push_back(Question() << NO_THREADS << cases[0].nthreads
                                   << cases[0].bytes);
}

Launch &
run_of(const char *build)
{
    static std::map<std::string, Launch> runs;
    if (questions.empty())
        make_questions();
    auto found = runs.find(build);
    if (found != runs.end())
        return found->second;
    std::vector<Question> asked = questions;
    if (build != std::string("plain")) // a detector makes threads, too
        asked.resize(refused_case);
    found = runs.emplace(build, run_probe(build, 0, asked)).first;
    return found->second;
}

std::vector<int64_t>
true_counts(const std::string &bytes)
{
    std::vector<int64_t> h(256);
    for (unsigned char c : bytes)
        h[c]++;
    return h;
}

// Which well-known mistake gives these counts?
const char *
mistake(const Case &c, const std::vector<int64_t> &got)
{
    std::vector<int64_t> want = true_counts(c.bytes);
    size_t n = c.bytes.size(), k = (size_t)c.nthreads;
    std::vector<int64_t> without_rest =
        true_counts(c.bytes.substr(0, n / k * k));
    bool added = true, cut8 = true, cut16 = true, none = true;
    for (int64_t v = 0; v < 256; v++) {
        added =
            added && (got[v] == want[v] || got[v] == want[v] + 1000 + v);
        cut8 = cut8 && got[v] == (want[v] & 0xff);
        cut16 = cut16 && got[v] == (want[v] & 0xffff);
        none = none && (got[v] == 0 || got[v] == 1000 + v);
    }
    bool fewer = true, some = false;
    for (int v = 0; v < 256; v++) {
        fewer = fewer && got[v] <= want[v];
        some = some || got[v] > 0;
    }
    return added                               ? "not-zeroed"
           : none && n > 0                     ? "never-merged"
           : n % k != 0 && got == without_rest ? "remainder-dropped"
           : cut8 || cut16                     ? "counts-cut"
           : fewer && some && k > 1            ? "never-merged"
                                               : "";
}

// Were enough threads there, and at the same time?  The hint and the words.
std::pair<std::string, std::string>
serial_fault(Launch &run)
{
    for (size_t i = 0; i < cases.size() && run.answers[0].count((int)i);
         i++) {
        Answer *a = run.need((int)i);
        a->i64s();
        int64_t together = a->i64(), made = a->seen.threads;
        int64_t wanted = std::min<int64_t>(cases[i].nthreads,
                                           (int64_t)cases[i].bytes.size());
        if (wanted < 2)
            continue;
        if (made + 1 < wanted)
            return {"",
                    say("%d threads were asked for, ", cases[i].nthreads) +
                        amount(made, "was made", "were made")};
        if (together > 0 && made > 1 && together < 2)
            return {"one-after-the-other",
                    say("%lld threads were made, and never were two of "
                        "them there at the same time",
                        (long long)made)};
    }
    return {};
}

// The second thread cannot be had.
void
check_refused(Launch &run)
{
    hint_on("CRASH", "thread-refused");
    hint_on("DEADLOCK", "thread-refused");
    Answer *a = run.need((int)refused_case);
    if (a != nullptr && a->i64s() != true_counts(cases[0].bytes))
        wrong("thread-refused",
              say("n = %zu, nthreads = %d, and one of the threads cannot "
                  "be had (pthread_create returns EAGAIN): the counts are "
                  "wrong",
                  cases[0].bytes.size(), cases[0].nthreads));
}

TEST(histogram, counts)
{
    Launch &run = run_of("plain");
    for (size_t i = 0; i < cases.size(); i++) {
        const Case &c = cases[i];
        Answer *a = run.need((int)i);
        if (a == nullptr)
            return;
        std::vector<int64_t> got = a->i64s(), want = true_counts(c.bytes);
        got.resize(256);
        for (int v = 0; v < 256; v++)
            if (got[v] != want[v])
                return wrong(
                    mistake(c, got),
                    say("n = %zu, nthreads = %d: the value %d occurs "
                        "%lld times, h[%d] is %lld",
                        c.bytes.size(), c.nthreads, v, (long long)want[v],
                        v, (long long)got[v]));
    }
    Answer *a = run.need((int)timed_case);
    if (a != nullptr && a->i64s()[0] != MANY)
        wrong("", say("%d bytes of value 0: h[0] is something else", MANY));
    if (a != nullptr && !judged_already() &&
        serial_fault(run).second.empty()) // the smaller fault
        check_refused(run);
}

TEST(histogram, threads_share_the_work)
{
    Launch &run = run_of("plain");
    auto [hint, words] = serial_fault(run);
    if (!words.empty())
        return judge("SERIAL", hint, words);
    for (size_t i = 0; i < cases.size() && !judged_already(); i++)
        run.need((int)i);
    if (!judged_already())
        check_shares(run.need((int)timed_case), "thread");
}

TEST(histogram, bad_arguments)
{
    for (size_t i = bad_case; i < refused_case; i++) {
        Answer *a = run_of("plain").need((int)i);
        if (a == nullptr)
            return;
        for (int64_t count : a->i64s())
            if (count != 0)
                return wrong("bad-arguments",
                             "nthreads < 1, or p = NULL, must set all "
                             "counts to 0");
    }
}

// "the main thread reads it at histogram.c:33 ...; thread 2 writes it at
// histogram.c:10": two places, so it is not the counting itself.
bool
reads_before_join(const std::string &race)
{
    std::smatch at;
    return std::regex_search(
               race, at,
               std::regex("main thread reads it at ([^ ;]+).*writes it at "
                          "([^ ;]+)")) &&
           at[1] != at[2];
}

TEST(histogram, no_race)
{
    hint_on("RACE", "shared-bins");
    hint_on("ORPHAN", "never-joined");
    static Launch run = run_probe(
        "race", 0, {Question() << GIVEN << 3 << std::string(90, 'x')});
    if (reads_before_join(run.evidence))
        hint_on("RACE", "merged-too-early");
    check_races(run);
}

TEST(histogram, memory_and_leftovers)
{
    hint_on("LEAK", "not-given-back");
    hint_on("ORPHAN", "never-joined");
    check_memory(run_of("asan"));
    check_leftovers(run_of("plain"));
}

} // namespace
