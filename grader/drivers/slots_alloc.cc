// slots_alloc.cc - does each slot have a line of its own?  Judged by
// addresses; a clock would only tell what else the machine does.
#include "driver.h"

namespace
{

enum { LINE = 64, BAD = 4 };

std::vector<int64_t> sizes;
std::vector<Question> questions, huge;

void
make_questions()
{
    sizes = {3,
             1,
             2,
             3,
             8,
             100,
             random_between(4, 60),
             random_between(200, 2000)};
    for (int64_t n : sizes)
        questions.push_back(Question() << n << 1);
    questions.push_back(Question() << 0 << 1);
    questions.push_back(Question() << -1 << 1);
    questions.push_back(Question() << INT32_MIN << 1);
    questions.push_back(Question() << 4 << 0);
    // 64 * n has more than 32 bits, and what is left of it is little
    for (int64_t n : {(1 << 26) + 1, INT32_MAX})
        huge.push_back(Question() << n << 2);
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

struct Layout {
    int64_t n, asked, base, stride, nonzero, bytes;
};

bool
layout_of(Launch &run, size_t i, Layout *l)
{
    Answer *a = run.need((int)i);
    if (a == nullptr)
        return false;
    l->n = sizes[i];
    for (int64_t *v :
         {&l->asked, &l->base, &l->stride, &l->nonzero, &l->bytes})
        *v = a->i64();
    if (l->base == 0)
        wrong("",
              say("slots_alloc(%lld, &stride) gave NULL", (long long)l->n));
    return l->base != 0;
}

std::string
words_of(const Layout &l)
{
    return say("slots_alloc(%lld, &stride): slot 0 is at 0x%llx, the "
               "stride is %lld bytes",
               (long long)l.n, (long long)l.base, (long long)l.stride);
}

void
check_layout(const Layout &l)
{
    int64_t into = l.base % LINE;
    if (l.stride < LINE && l.n > 1)
        return wrong(l.stride <= (int64_t)sizeof(int64_t) ? "" : "stride",
                     words_of(l) + ", so slots share a line");
    if (l.stride % 8 != 0 && l.n > 1)
        return wrong("stride",
                     words_of(l) + ": a slot needs a multiple of 8");
    if (into != 0)
        return wrong("base-not-aligned",
                     words_of(l) +
                         say(". Its line begins %lld bytes before, where "
                             "somebody else's memory is",
                             (long long)into));
}

// The block has to reach to the end of the last slot's line.
void
check_last_line(const Layout &l)
{
    int64_t last = (l.n - 1) * l.stride;
    int64_t end = (last / LINE + 1) * LINE;
    if (l.bytes < end)
        wrong("last-line-shared",
              words_of(l) + say(". The block has %lld bytes; the line of "
                                "the last slot ends after %lld",
                                (long long)l.bytes, (long long)end));
}

TEST(slots_alloc, a_line_for_each)
{
    run_of("plain");
    for (size_t i = 0; i < sizes.size() && !judged_already(); i++) {
        Layout l;
        if (layout_of(run_of("plain"), i, &l))
            check_layout(l);
    }
}

// AddressSanitizer's blocks are as long as they were asked for.
TEST(slots_alloc, nobody_else_on_them)
{
    hint_on("MEMORY", "not-for-free");
    hint_on("CRASH", "not-for-free");
    run_of("asan");
    for (size_t i = 0; i < sizes.size() && !judged_already(); i++) {
        Layout l;
        if (!layout_of(run_of("asan"), i, &l))
            return;
        check_layout(l);
        check_last_line(l);
        if (l.asked > LINE * l.n + LINE)
            return wrong("too-much",
                         words_of(l) + say("; %lld bytes were asked for, "
                                           "and %lld are enough",
                                           (long long)l.asked,
                                           (long long)(LINE * l.n + LINE)));
    }
}

TEST(slots_alloc, all_zero)
{
    run_of("plain");
    for (const char *build : {"plain", "asan"})
        for (size_t i = 0; i < sizes.size() && !judged_already(); i++) {
            Layout l;
            if (!layout_of(run_of(build), i, &l))
                return;
            if (l.nonzero > 0)
                wrong("not-zero",
                      say("slots_alloc(%lld, &stride): ", (long long)l.n) +
                          amount(l.nonzero, "slot is", "slots are") +
                          " not 0");
        }
}

void
check_no_memory()
{
    hint_on("CRASH", "no-memory");
    Launch run = run_probe("plain", 0, huge);
    for (int k = 0; k < 2; k++) {
        Answer *a = run.need(k);
        if (a == nullptr)
            return;
        if (a->i64() != 1)
            return wrong("size-overflows",
                         say("slots_alloc(%d, &stride) must give NULL when "
                             "there is only 1 GB of memory",
                             k == 0 ? (1 << 26) + 1 : INT32_MAX));
    }
}

TEST(slots_alloc, bad_arguments)
{
    for (int k = 0; k < BAD; k++) {
        Answer *a = run_of("plain").need((int)sizes.size() + k);
        if (a == nullptr)
            return;
        a->i64();
        if (a->i64() != 0)
            return wrong("bad-arguments",
                         "n < 1 or a null stride must give NULL");
    }
    check_no_memory();
}

TEST(slots_alloc, memory_and_leftovers)
{
    hint_on("MEMORY", "not-for-free");
    hint_on("CRASH", "not-for-free");
    check_memory(run_of("asan"));
    check_leftovers(run_of("plain"));
}

} // namespace
