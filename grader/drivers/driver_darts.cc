// driver_darts.cc - see driver_darts.h
#include "driver_darts.h"

#include <algorithm>

static const uint64_t GOLDEN = UINT64_C(0x9E3779B97F4A7C15);

// The learner waits while millions of darts are thrown here: eight at a time
// where the processor can.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__)
#define WIDE_CLONE                                                         \
    __attribute__((target_clones("arch=x86-64-v4", "default")))
#else
#define WIDE_CLONE
#endif

static inline uint64_t
mixed(uint64_t seed, uint64_t i)
{
    uint64_t z = seed + (i + 1) * GOLDEN;
    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    return z ^ (z >> 31);
}

uint64_t
true_u64(uint64_t seed, uint64_t i)
{
    return mixed(seed, i);
}

WIDE_CLONE int64_t
true_hits(uint64_t seed, int64_t first, int64_t last)
{
    int64_t hits = 0;
    for (int64_t k = first; k < last; k++) {
        uint64_t z = mixed(seed, (uint64_t)k);
        uint64_t x = z >> 32, y = z & 0xFFFFFFFF;
        hits += x * x <= ~(y * y); // the sum is below 2^64
    }
    return hits;
}

int64_t
pretended_hits(int64_t first, int64_t last)
{
    auto multiples = [](int64_t n) { return n / 5 + (n % 5 > 0); };
    return last <= first
               ? 0
               : last - first - (multiples(last) - multiples(first));
}

namespace
{

std::vector<Seen::Call>
real_calls(const Seen &work)
{
    std::vector<Seen::Call> calls;
    for (const Seen::Call &c : work.calls)
        if (c.last > c.first)
            calls.push_back(c);
    return calls;
}

// The darts that nobody threw, at the end or anywhere.
int64_t
never_thrown(std::vector<Seen::Call> calls, int64_t n, int64_t *from)
{
    std::sort(calls.begin(), calls.end(),
              [](const Seen::Call &a, const Seen::Call &b) {
                  return a.first < b.first;
              });
    int64_t next = 0, missing = 0;
    calls.push_back({0, 0, n, n});
    for (const Seen::Call &c : calls) {
        if (c.first > next) {
            if (missing == 0)
                *from = next;
            missing += c.first - next;
        }
        next = std::max(next, c.last);
    }
    return missing;
}

HitsMistake
mistake_in_number(uint64_t seed, int64_t n, int workers, int64_t got)
{
    int64_t share = n / workers, all = true_hits(seed, 0, n);
    if (n % workers != 0 && got == true_hits(seed, 0, share * workers))
        return {"remainder-dropped",
                ": those are the hits without the last " +
                    amount(n % workers, "dart")};
    if (workers > 1 && n > 0 && got == true_hits(seed, 0, share) * workers)
        return {"same-darts",
                say(": that is %d times the hits of the first "
                    "share",
                    workers)};
    if (all > 0 && workers > 1 && got == all * workers)
        return {"everybody-does-all",
                say(": that is %d times as many", workers)};
    return {"", ""};
}

} // namespace

HitsMistake
hits_mistake(const Seen &work, uint64_t seed, int64_t n, int workers,
             int64_t got)
{
    std::vector<Seen::Call> calls = real_calls(work);
    int64_t as_bytes = 0, from = 0;
    bool alike = calls.size() > 1;
    for (const Seen::Call &c : calls) {
        if (c.seed != seed)
            return {"seed-per-worker",
                    say(": a worker threw darts of seed %llu instead",
                        (unsigned long long)c.seed)};
        alike =
            alike && c.first == calls[0].first && c.last == calls[0].last;
        as_bytes += true_hits(seed, c.first, c.last) & 0xff;
    }
    if (calls.empty())
        return mistake_in_number(seed, n, workers, got);
    if (alike)
        return {"same-darts",
                say(": all %zu workers threw the darts %lld .. %lld",
                    calls.size(), (long long)calls[0].first,
                    (long long)calls[0].last - 1)};
    int64_t missing = never_thrown(calls, n, &from);
    if (missing > 0 && from + missing == n)
        return {missing < workers ? "remainder-dropped" : "",
                ": nobody threw the last " + amount(missing, "dart")};
    if (missing > 0)
        return {"", ": " + amount(missing, "dart was", "darts were") +
                        say(" thrown by nobody, beginning with dart %lld",
                            (long long)from)};
    bool reached = false; // did a worker touch memory that others see?
    for (size_t i = 1; i < work.workers.size(); i++)
        reached = reached || work.workers[i].shared > 0;
    if (got == -1 && reached)
        return {"", ": every dart was thrown, no worker died, and yet it "
                    "returned -1"};
    if (got <= 0 && true_hits(seed, 0, n) > 0)
        return {"hits-stay-in-the-child",
                ": every dart was thrown, and no hit reached the caller"};
    if (got == as_bytes)
        return {
            "hits-as-exit-status",
            ": of each worker's hits only the lowest eight bits arrived"};
    return {"",
            ": every dart was thrown, but not every hit was counted once"};
}

namespace
{

void
judge_work(const Seen &work, int64_t n, int workers, const char *kind)
{
    int64_t made = work.made;
    std::string kinds =
        kind == std::string("child") ? "children" : say("%ss", kind);
    int wanted = n < workers ? (int)n : workers;
    int enough = std::max(2, wanted - 1); // the caller may be one of them
    if (wanted < 2)
        return;
    std::map<int, int64_t> share;
    int64_t sum = 0, longest = 0;
    for (const Seen::Call &c : real_calls(work)) {
        share[c.worker] += c.last - c.first;
        sum += c.last - c.first;
        longest = std::max(longest, c.last - c.first);
    }
    if (sum == 0 || (share.size() == 1 && share.count(0) == 1))
        return judge(
            "SERIAL", "",
            say("the caller threw all %lld darts itself; %d %s were "
                "asked for",
                (long long)n, workers, kinds.c_str()));
    if (share.size() == 1)
        return judge("SERIAL", "one-worker-throws-all",
                     say("one %s threw all %lld darts; %d were asked for",
                         kind, (long long)n, workers));
    if (sum <= n && share[0] > 0)
        return judge("SERIAL", "caller-throws-too",
                     say("the caller threw %lld of %lld darts itself; the "
                         "%d %s are to throw them all",
                         (long long)share[0], (long long)n, workers,
                         kinds.c_str()));
    if (sum > n)
        return judge(
            "SERIAL", "everybody-does-all",
            say("%lld darts were thrown for a job of %lld: work was "
                "done more than once",
                (long long)sum, (long long)n));
    if (work.most_inside < enough && made >= enough)
        return judge(
            "SERIAL", "lock-around-the-work",
            say("all %lld %s were there, but only %d of them threw "
                "darts at a time: the others waited for it to end",
                (long long)made, kinds.c_str(), (int)work.most_inside));
    if (work.most_inside < enough)
        return judge(
            "SERIAL", "one-after-the-other",
            say("only %d of %d %s threw darts at the same time: "
                "the caller waited for one before it made the next",
                (int)work.most_inside, wanted, kinds.c_str()));
    if (longest > 2 * ((n + workers - 1) / workers))
        return judge("SERIAL", "uneven",
                     say("one %s threw %lld of %lld darts; with %d of them "
                         "an even share is %lld",
                         kind, (long long)longest, (long long)n, workers,
                         (long long)(n / workers)));
}

// Processor time that decides, and how evenly two workers must have used
// it: sum / max is 2 for two alike, 1 if one of them did everything.
constexpr double ENOUGH_MS = 1, SHARED = 1.6, ALONE = 1.25;

void
judge_shares(const Seen &seen, const char *kind)
{
    double sum = 0, most = 0;
    bool known = true;
    for (const Seen::Worker &w : seen.workers) {
        known = known && w.cpu_ns >= 0;
        sum += 1e-6 * (double)w.cpu_ns;
        most = std::max(most, 1e-6 * (double)w.cpu_ns);
    }
    std::string times =
        say("%.1f of %.1f ms of processor time were used by one of them",
            most, sum);
    if (!known || sum < ENOUGH_MS)
        return judge("INCONCLUSIVE", "",
                     say("who throws the darts is seen by processor time, "
                         "and that %s",
                         known ? "was too short to tell"
                               : "is not told by this machine"));
    if (sum < ALONE * most)
        return judge("SERIAL", "one-worker-throws-all",
                     say("two %s were asked for, and %s",
                         kind == std::string("child") ? "children"
                                                      : "threads",
                         times.c_str()));
    if (sum < SHARED * most)
        judge("INCONCLUSIVE", "",
              "processor time must tell whether two workers shared the "
              "work: " +
                  times + ", too uneven for yes and too even for no");
}

} // namespace

void
check_work(const Seen &work, int64_t n, int workers, const char *kind)
{
    int64_t enough = std::min<int64_t>(n, workers);
    bool own_way = real_calls(work).empty() && work.made + 1 >= enough;
    if (enough >= 2 && !own_way)
        judge_work(work, n, workers, kind);
}

void
check_shares(Answer *a, const char *kind)
{
    if (a != nullptr && !judged_already())
        judge_shares(a->seen, kind);
}
