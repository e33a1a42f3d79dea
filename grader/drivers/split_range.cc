// split_range.cc - are the shares contiguous, balanced, and right for huge n?
#include "driver.h"

namespace {

struct Split {
    int64_t n;
    int parts;
    int first_case; // the question of part 0
};

std::vector<Question> questions;
std::vector<Split> small, large;
int bad_case;

void
add(std::vector<Split> &list, int64_t n, int parts)
{
    list.push_back({n, parts, (int)questions.size()});
    for (int k = 0; k < parts; k++)
        questions.push_back(Question() << n << parts << k);
}

void
make_questions()
{
    for (int parts = 1; parts <= 9; parts++)
        for (int64_t n : {0, 1, 2, 3, 7, 8, 9, 10, 100})
            add(small, n, parts);
    add(small, 500, 8);
    for (int i = 0; i < 20; i++)
        add(small, random_between(0, 100000), (int)random_between(1, 40));
    for (int parts : {1, 2, 3, 7, 64}) {
        add(large, INT64_MAX, parts);
        add(large, (INT64_C(1) << 53) + 1, parts);
        add(large, random_between(INT64_C(1) << 54, INT64_MAX), parts);
    }
    bad_case = (int)questions.size();
    const int64_t bad[][3] = {{-1, 3, 0}, {5, 0, 0}, {5, -2, 0}, {5, 3, -1},
                              {5, 3, 3}};
    for (const auto &b : bad)
        questions.push_back(Question() << b[0] << b[1] << b[2]);
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

// Which well-known mistake gives these bounds?
std::string
mistake(int64_t n, int parts, int k, int64_t first, int64_t last)
{
    int64_t quotient = n / parts, up = quotient + (n % parts != 0);
    if (k == parts - 1 && first == quotient * k && last == n)
        return "last-part-takes-remainder";
    if (first == quotient * k && last == quotient * (k + 1))
        return "remainder-dropped";
    if (first == up * k || (up * k >= n && first >= n))
        return "ceiling-blocks";
    return "";
}

void
check_split(Launch &run, const Split &s, bool huge)
{
    int64_t next = 0, smallest = INT64_MAX, largest = 0;
    std::string known;
    for (int k = 0; k < s.parts; k++) {
        Answer *a = run.need(s.first_case + k);
        if (!a)
            return;
        int64_t first = a->i64(), last = a->i64();
        std::string m = mistake(s.n, s.parts, k, first, last);
        known = m.empty() || huge ? known : m;
        if (first != next || last < first || last > s.n)
            return wrong(
                huge ? "overflow" : m.empty() ? known : m,
                say("split_range(%lld, %d, %d): got [%lld, %lld), but this "
                    "share must begin at %lld, where the one before ends, "
                    "and lie within 0 .. %lld",
                    (long long)s.n, s.parts, k, (long long)first,
                    (long long)last, (long long)next, (long long)s.n));
        next = last;
        smallest = std::min(smallest, last - first);
        largest = std::max(largest, last - first);
    }
    if (next != s.n)
        return wrong(known.empty() ? (huge ? "overflow" : "") : known,
                     say("split_range(%lld, %d, k): the shares end at %lld, "
                         "so %lld items belong to nobody",
                         (long long)s.n, s.parts, (long long)next,
                         (long long)(s.n - next)));
    if (largest - smallest > 1)
        return wrong(huge ? "floating-point" : known,
                     say("split_range(%lld, %d, k): the largest share has "
                         "%lld items and the smallest %lld; they may differ "
                         "by 1",
                         (long long)s.n, s.parts, (long long)largest,
                         (long long)smallest));
}

TEST(split_range, shares_cover_everything_evenly)
{
    for (const Split &s : (run_of("plain"), small))
        check_split(run_of("plain"), s, false);
}

TEST(split_range, huge_n)
{
    for (const Split &s : (run_of("plain"), large))
        check_split(run_of("plain"), s, true);
}

TEST(split_range, bad_arguments)
{
    run_of("plain");
    for (int i = bad_case; i < (int)questions.size(); i++) {
        Answer *a = run_of("plain").need(i);
        if (!a)
            return;
        int64_t first = a->i64(), last = a->i64();
        if (first != 0 || last != 0)
            return wrong("bad-arguments",
                         say("with bad arguments (n < 0, parts < 1, or k "
                             "outside 0 .. parts-1) the share must be empty, "
                             "*first = *last = 0; got [%lld, %lld)",
                             (long long)first, (long long)last));
    }
}

TEST(split_range, memory)
{
    hint_on("WRONG", "overflow");
    check_memory(run_of("asan"));
    check_leftovers(run_of("plain"));
}

} // namespace
