// cpus_allowed.cc - the answer under one CPU, under all, and in between.
//
// The masks are made of the CPUs that the grader itself may use.  With a
// single one every mask is the same and most mistakes cannot be seen; the
// report then carries the property "note".
#include "driver.h"

#include <algorithm>
#include <numeric>
#include <set>

#include <sched.h>

namespace
{

struct Mask {
    std::vector<int64_t> cpus;
    int64_t first;
    bool in_thread;
};
std::vector<Mask> masks;
std::vector<int64_t> allowed;

void
make_masks()
{
    cpu_set_t set;
    CPU_ZERO(&set);
    if (sched_getaffinity(0, sizeof set, &set) != 0)
        return;
    for (int cpu = 0; cpu < CPU_SETSIZE; cpu++)
        if (CPU_ISSET(cpu, &set))
            allowed.push_back(cpu);
    int64_t low = allowed.front(), high = allowed.back();
    // The smallest first: who remembers its first answer is seen then.
    masks.push_back({{high}, high, false});
    masks.push_back({allowed, low, false});
    masks.push_back({{low}, low, false});
    masks.push_back({allowed, high, false});
    for (int i = 0; i < 5; i++) {
        std::vector<int64_t> some = allowed;
        std::shuffle(some.begin(), some.end(), rng);
        some.resize((size_t)random_between(1, (int64_t)some.size()));
        std::sort(some.begin(), some.end());
        masks.push_back({some, some[0], false});
    }
    masks.push_back({{high}, low, true});
    masks.push_back({allowed, low, true});
}

Launch &
run_of(const char *build)
{
    static std::map<std::string, Launch> runs;
    if (masks.empty())
        make_masks();
    auto found = runs.find(build);
    if (found != runs.end())
        return found->second;
    std::vector<Question> questions;
    for (const Mask &m : masks)
        questions.push_back(Question() << m.cpus << m.first << m.in_thread);
    if (allowed.size() < 2)
        testing::Test::RecordProperty(
            "note", "this machine gives the grader one CPU only: a program "
                    "that always says 1 cannot be told from a right one");
    return runs[build] = run_probe(build, 0, questions);
}

struct Told {
    bool mask_set, mask_changed;
    int64_t without_files;
    std::vector<int64_t> answers;
};

bool
take(const char *build, size_t i, Told *told)
{
    Answer *a = run_of(build).need((int)i);
    if (!a)
        return false;
    told->mask_set = a->i64() == 0;
    told->mask_changed = a->i64() > 0;
    told->without_files = a->i64();
    told->answers = a->i64s();
    return true;
}

std::string
list(const std::vector<int64_t> &cpus)
{
    std::string s;
    for (size_t i = 0; i < cpus.size() && i < 12; i++)
        s += say(i == 0 ? "%lld" : ", %lld", (long long)cpus[i]);
    return s + (cpus.size() > 12 ? ", ..." : "");
}

// The mistake that explains the answers under all masks.
std::string
mistake()
{
    std::set<int64_t> all;
    bool highest = true, inside = true, unread = false, changed = false;
    for (size_t i = 0; i < masks.size(); i++) {
        Told t;
        if (!take("plain", i, &t))
            return "";
        all.insert(t.answers.begin(), t.answers.end());
        for (int64_t told : t.answers) {
            const std::vector<int64_t> &cpus = masks[i].cpus;
            highest = highest && told == cpus.back() + 1;
            inside = inside && std::find(cpus.begin(), cpus.end(),
                                         told - 1) != cpus.end();
        }
        unread = unread || t.without_files == -1;
        changed = changed || t.mask_changed;
    }
    if (changed)
        return "tries-every-cpu";
    if (all.size() == 1 && *all.begin() == 1)
        return "asks-only-once"; // the first mask had one CPU
    if (all.size() == 1 && *all.begin() > 1)
        return unread ? "reads-proc-cpuinfo" : "counts-the-machine";
    return highest  ? "takes-the-highest-number"
           : inside ? "returns-where-it-runs"
                    : "";
}

void
check_mask(const char *build, size_t i)
{
    const Mask &m = masks[i];
    Told t;
    if (!take(build, i, &t))
        return;
    if (!t.mask_set)
        return judge("GRADER_ERROR", "",
                     "the grader could not set the mask of CPUs " +
                         list(m.cpus));
    std::string words = say(
        "cpus_allowed() with CPU%s %s allowed to the calling thread%s: ",
        m.cpus.size() == 1 ? "" : "s", list(m.cpus).c_str(),
        m.in_thread ? say(" (and CPU %lld alone to the one that started "
                          "it)",
                          (long long)m.first)
                          .c_str()
                    : "");
    for (int64_t got : t.answers) {
        show(words, (int64_t)m.cpus.size(), got);
        if (got != (int64_t)m.cpus.size())
            return wrong(mistake(),
                         words + say("expected %zu, got %lld",
                                     m.cpus.size(), (long long)got));
    }
    if (t.mask_changed)
        wrong("tries-every-cpu", words + "the call changed that mask");
}

void
check_masks(const char *build, bool in_thread)
{
    run_of(build);
    for (size_t i = 0; i < masks.size() && !judged_already(); i++)
        if (masks[i].in_thread == in_thread)
            check_mask(build, i);
}

TEST(cpus_allowed, counts_the_mask)
{
    check_masks("plain", false);
}

TEST(cpus_allowed, of_the_calling_thread)
{
    check_masks("plain", true);
}

TEST(cpus_allowed, memory_and_leftovers)
{
    check_memory(run_of("asan"));
    check_leftovers(run_of("plain"));
}

} // namespace
