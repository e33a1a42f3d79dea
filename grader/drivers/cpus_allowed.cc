// cpus_allowed.cc - the answer under one CPU, under all, and in between.
//
// The real masks are made of the CPUs that the grader itself may use.  With
// a single one every mask is the same and most mistakes cannot be seen, so
// there are masks of a pretended machine too; what an answer says under
// them counts if the probe saw it ask.
#include "driver.h"

#include <algorithm>
#include <numeric>
#include <set>

#include <sched.h>

namespace
{

enum { PRETENDED_CPUS = 8 }; // as in the probe

struct Mask {
    std::vector<int64_t> cpus;
    int64_t first;
    bool in_thread, pretended;
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
    // Three of the pretended CPUs first: who remembers its first answer is
    // seen then, whatever the machine.
    masks = {{{2, 4, 5}, 5, false, true},
             {{6}, 6, false, true},
             {{0, 1, 2, 3, 4, 5, 6, 7}, 0, false, true},
             {{1, 7}, 1, true, true},
             {{3}, 0, true, true}};
    masks.push_back({{high}, high, false, false});
    masks.push_back({allowed, low, false, false});
    masks.push_back({{low}, low, false, false});
    masks.push_back({allowed, high, false, false});
    for (int i = 0; i < 5; i++) {
        std::vector<int64_t> some = allowed;
        std::shuffle(some.begin(), some.end(), rng);
        some.resize((size_t)random_between(1, (int64_t)some.size()));
        std::sort(some.begin(), some.end());
        masks.push_back({some, some[0], false, false});
    }
    masks.push_back({{high}, low, true, false});
    masks.push_back({allowed, low, true, false});
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
        questions.push_back(Question() << m.cpus << m.first << m.in_thread
                                       << m.pretended);
    return runs[build] = run_probe(build, 0, questions);
}

struct Told {
    bool mask_set, mask_changed;
    int64_t without_files;
    int64_t masks, machine, cpuinfo, place; // how often it asked for these
    std::vector<int64_t> answers;
    bool
    asked() const
    {
        return masks + machine + cpuinfo + place > 0;
    }
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
    for (int64_t *count :
         {&told->masks, &told->machine, &told->cpuinfo, &told->place})
        *count = a->i64();
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

// Does an answer under a pretended mask count?  One that asked for the
// mask, or that is what it heard of the machine or of its place.
bool
believed(const Mask &m, const Told &t)
{
    if (!m.pretended || t.masks > 0)
        return true;
    if (t.machine + t.cpuinfo > 0)
        return t.answers[0] == PRETENDED_CPUS;
    return t.place > 0;
}

// What the answers under all masks have in common.
struct Pattern {
    std::set<int64_t> all;
    bool highest = true, inside = true, unread = false, changed = false;
    bool machine = false, cpuinfo = false;
};

bool
look(const char *build, Pattern &p)
{
    bool asked = false;
    for (size_t i = 0; i < masks.size(); i++) {
        const std::vector<int64_t> &cpus = masks[i].cpus;
        Told t;
        if (!take(build, i, &t))
            return false;
        asked = asked || t.asked();
        p.machine = p.machine || t.machine > 0;
        p.cpuinfo = p.cpuinfo || t.cpuinfo > 0;
        p.changed = p.changed || t.mask_changed;
        p.unread = p.unread || t.without_files == -1;
        if (!believed(masks[i], t) || (asked && !masks[i].pretended))
            continue; // the pretended machine says it more clearly
        p.all.insert(t.answers.begin(), t.answers.end());
        for (int64_t told : t.answers) {
            auto has = [&cpus](int64_t cpu) {
                return std::find(cpus.begin(), cpus.end(), cpu) !=
                       cpus.end();
            };
            p.highest = p.highest && told == cpus.back() + 1;
            p.inside = p.inside && (has(told) || has(told - 1));
        }
    }
    return true;
}

// The mistake that explains the answers under all masks; mask i showed it.
std::string
mistake(const char *build, size_t i)
{
    Pattern p;
    if (!look(build, p))
        return "";
    if (p.changed)
        return "tries-every-cpu";
    int64_t only = p.all.size() == 1 ? *p.all.begin() : 0;
    if (only == (int64_t)masks[0].cpus.size())
        return "asks-only-once";
    if (only > 1)
        return p.cpuinfo || (p.unread && !p.machine) ? "reads-proc-cpuinfo"
                                                     : "counts-the-machine";
    if (masks[i].in_thread) // the process's own masks were right
        return "asks-for-the-process";
    return p.highest                      ? "takes-the-highest-number"
           : p.inside && p.all.size() > 1 ? "returns-where-it-runs"
                                          : "";
}

std::string
call_words(const Mask &m)
{
    std::string words = "cpus_allowed() with CPU";
    words += (m.cpus.size() == 1 ? " " : "s ") + list(m.cpus) +
             " allowed to the calling thread";
    if (m.in_thread)
        words += say(" (and CPU %lld alone to the one that started it)",
                     (long long)m.first);
    if (m.pretended)
        words += say(", on a machine that the grader pretends to have %d "
                     "CPUs",
                     PRETENDED_CPUS);
    return words + ": ";
}

void
check_mask(const char *build, size_t i)
{
    const Mask &m = masks[i];
    Told t;
    if (!take(build, i, &t) || !believed(m, t))
        return;
    if (!t.mask_set)
        return judge("GRADER_ERROR", "",
                     "the grader could not set the mask of CPUs " +
                         list(m.cpus));
    for (int64_t got : t.answers) {
        show(call_words(m), (int64_t)m.cpus.size(), got);
        if (got != (int64_t)m.cpus.size())
            return wrong(mistake(build, i),
                         call_words(m) + say("expected %zu, got %lld",
                                             m.cpus.size(),
                                             (long long)got));
    }
    if (t.mask_changed)
        wrong("tries-every-cpu",
              call_words(m) + "the call changed the mask");
}

void
check_masks(const char *build, bool in_thread)
{
    run_of(build);
    for (bool pretended : {false, true}) // the real machine is shown first
        for (size_t i = 0; i < masks.size() && !judged_already(); i++)
            if (masks[i].in_thread == in_thread &&
                masks[i].pretended == pretended)
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
