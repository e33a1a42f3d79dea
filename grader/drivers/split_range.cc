// split_range.cc - are the shares contiguous, balanced, and right for huge
// n?
#include "driver.h"

namespace
{

struct Split {
    int64_t n;
    int parts;
};

std::vector<Split> splits; // the small ones first
size_t first_huge, first_bad;
std::vector<Question> questions;

// 10 items for 4 workers and 3 for 5 stand first: there the well-known
// mistakes all give different shares.
void
make_questions()
{
    splits = {{10, 4}, {3, 5}, {500, 8}};
    for (int parts = 1; parts <= 7; parts++)
        for (int64_t n : {0, 1, 2, 3, 7, 8, 100})
            splits.push_back({n, parts});
    for (int i = 0; i < 10; i++)
        splits.push_back(
            {random_between(0, 1000000), (int)random_between(1, 100)});
    first_huge = splits.size();
    for (int parts : {3, 7, 64, 1, 2})
        for (int64_t n : {INT64_MAX, (INT64_C(1) << 53) + 1,
                          random_between(INT64_C(1) << 62, INT64_MAX)})
            splits.push_back({n, parts});
    first_bad = splits.size();
    for (Split bad : {Split{-1, 4}, {INT64_MIN, 2}, {10, 0}, {10, -1}})
        splits.push_back(bad);
    for (const Split &s : splits)
        questions.push_back(Question() << s.n << s.parts);
}

Launch &
run_of(const char *build)
{
    static std::map<std::string, Launch> runs;
    if (questions.empty())
        make_questions();
    auto found = runs.find(build);
    if (found == runs.end())
        found = runs.emplace(build, run_probe(build, 0, questions)).first;
    return found->second;
}

struct Share {
    int64_t first, last;
};

// --- what well-known mistakes give, for small n ------------------------

using Rule = Share (*)(int64_t n, int64_t parts, int64_t k);

Share
right(int64_t n, int64_t parts, int64_t k)
{
    int64_t share = n / parts, extra = n % parts;
    int64_t first = k * share + std::min(k, extra);
    return {first, first + share + (k < extra)};
}

Share
dropped(int64_t n, int64_t parts, int64_t k)
{
    return {n / parts * k, n / parts * (k + 1)};
}

Share
last_takes(int64_t n, int64_t parts, int64_t k)
{
    return {n / parts * k, k == parts - 1 ? n : n / parts * (k + 1)};
}

Share
overlapping(int64_t n, int64_t parts, int64_t k)
{
    return {n / parts * k, n / parts * (k + 1) + (k < n % parts)};
}

Share
inclusive(int64_t n, int64_t parts, int64_t k)
{
    Share s = right(n, parts, k);
    return {s.first, s.last - 1};
}

Share
one_more(int64_t n, int64_t parts, int64_t k)
{
    Share s = right(n, parts, k);
    return {s.first, s.first + n / parts + (k <= n % parts)};
}

Share
one_each(int64_t n, int64_t parts, int64_t k)
{
    return n < parts ? Share{k, k + 1} : right(n, parts, k);
}

const struct {
    Rule rule;
    const char *hint, *words;
} mistakes[] = {
    {dropped, "remainder-dropped", "All the shares are n / parts long"},
    {last_takes, "last-part-takes-remainder",
     "All the shares are n / parts long, and the last one takes all that "
     "is "
     "left over"},
    {overlapping, "extras-overlap",
     "Some shares are one item longer, but the shares behind them did not "
     "move up"},
    {inclusive, "inclusive-end",
     "*last is the last item of the share, not the one after it"},
    {one_more, "one-extra-too-many",
     "One share more than n % parts is an item longer"},
    {one_each, "one-item-each",
     "With fewer items than parts, every part got one item"},
};

// Rounded up: the first shares are right for that rule, however the last
// ones are cut off.
bool
rounded_up(int64_t n, int64_t parts, const std::vector<Share> &shares)
{
    int64_t up = (n + parts - 1) / parts;
    for (int64_t k = 0; k < parts && (k + 1) * up <= n; k++)
        if (shares[k].first != k * up || shares[k].last != (k + 1) * up)
            return false;
    int64_t k = n / std::max<int64_t>(up, 1); // the first that is not full
    if (k < parts && k * up < n && shares[(size_t)k].first != k * up)
        return false;
    return up * parts != n && n > 0;
}

void
recognise(const Split &s, const std::vector<Share> &shares,
          std::string &hint, std::string &words)
{
    for (const auto &m : mistakes) {
        bool same = true;
        for (int k = 0; k < s.parts; k++) {
            Share x = m.rule(s.n, s.parts, k);
            same = same && x.first == shares[k].first &&
                   x.last == shares[k].last;
        }
        if (same) {
            hint = m.hint;
            words = std::string(". ") + m.words;
            return;
        }
    }
    if (rounded_up(s.n, s.parts, shares)) {
        hint = "ceiling-blocks";
        words = ". The shares are n / parts rounded up";
    }
}

// --- the judgement ------------------------------------------------------

std::string
job(const Split &s)
{
    return amount(s.n, "item") + " for " + amount(s.parts, "worker");
}

// One sentence about the first thing that is wrong; "" if all is well.
// `uneven` when the sizes alone are wrong.
std::string
fault(const Split &s, const std::vector<Share> &shares, bool *uneven)
{
    int64_t next = 0, smallest = INT64_MAX, largest = 0;
    *uneven = false;
    for (int k = 0; k < s.parts; k++) {
        int64_t first = shares[k].first, last = shares[k].last;
        std::string call = say(
            "split_range(%lld, %d, %d) gives [%lld, %lld)", (long long)s.n,
            s.parts, k, (long long)first, (long long)last);
        if (first != next)
            return call + say("; it must begin at %lld, where the share "
                              "before it ends",
                              (long long)next);
        if (last < first)
            return call + ", which ends before it begins";
        if (last > s.n)
            return call + "; there " + (s.n == 1 ? "is" : "are") +
                   " only " + amount(s.n, "item");
        next = last;
        smallest = std::min(smallest, last - first);
        largest = std::max(largest, last - first);
    }
    if (next != s.n)
        return job(s) +
               say(": the last share ends at %lld, so ", (long long)next) +
               amount(s.n - next, "item belongs", "items belong") +
               " to nobody";
    *uneven = largest - smallest > 1;
    return *uneven ? job(s) + say(": the largest share has %lld and the "
                                  "smallest %lld; they may differ by 1",
                                  (long long)largest, (long long)smallest)
                   : "";
}

void
check_split(Launch &run, size_t i)
{
    Answer *a = run.need((int)i);
    if (!a)
        return;
    const Split &s = splits[i];
    // The first and the last worker asked for do not exist.
    std::vector<int64_t> firsts = a->i64s(), lasts = a->i64s();
    firsts.resize((size_t)s.parts + 2);
    lasts.resize((size_t)s.parts + 2);
    std::vector<Share> shares;
    for (int k = 0; k < s.parts; k++)
        shares.push_back({firsts[k + 1], lasts[k + 1]});
    bool uneven, huge = i >= first_huge;
    std::string evidence = fault(s, shares, &uneven), hint, words;
    if (evidence.empty())
        return;
    if (huge)
        hint = uneven ? "floating-point" : "overflow";
    else
        recognise(s, shares, hint, words);
    wrong(hint, evidence + words);
}

TEST(split_range, shares_cover_everything_evenly)
{
    Launch &run = run_of("plain");
    for (size_t i = 0; i < first_huge && !judged_already(); i++)
        check_split(run, i);
}

TEST(split_range, huge_n)
{
    Launch &run = run_of("plain");
    for (size_t i = first_huge; i < first_bad && !judged_already(); i++)
        check_split(run, i);
}

// Every call of a bad split, and the two workers of a good one that do not
// exist.
TEST(split_range, bad_arguments)
{
    hint_on("CRASH", "bad-arguments");
    Launch &run = run_of("plain");
    for (size_t i = 0; i < splits.size(); i++) {
        Answer *a = run.need((int)i);
        if (!a)
            return;
        const Split &s = splits[i];
        std::vector<int64_t> firsts = a->i64s(), lasts = a->i64s();
        lasts.resize(firsts.size());
        for (size_t call = 0; call < firsts.size(); call++) {
            int k = (int)call - 1;
            bool bad = s.n < 0 || s.parts < 1 || k < 0 || k >= s.parts;
            if (bad && (firsts[call] != 0 || lasts[call] != 0))
                return wrong("bad-arguments",
                             say("split_range(%lld, %d, %d) must give "
                                 "[0, 0), got [%lld, %lld)",
                                 (long long)s.n, s.parts, k,
                                 (long long)firsts[call],
                                 (long long)lasts[call]));
        }
    }
}

TEST(split_range, memory)
{
    hint_on("WRONG", "overflow");
    check_memory(run_of("asan"));
    check_leftovers(run_of("plain"));
}

} // namespace
