// mpi_phase.cc - before MPI_Init, between, and after MPI_Finalize.
#include "driver.h"

namespace
{

const char *const moments[] = {"before MPI_Init",
                               "between MPI_Init and MPI_Finalize",
                               "after MPI_Finalize"};

struct Phases {
    std::vector<int64_t> calls[3];
    int64_t bare[3]; // without mpirun's variables
    bool asks_initialized = false, asks_finalized = false;
};

// Some calls in each phase, now more, now less, and in some runs none before
// the last phase: counting them is no answer.
Question
ask(int np)
{
    Question q;
    q << (np == 3);
    for (int m = 0; m < 3; m++)
        q << ((m == 1 && np == 4) || (m < 2 && np == 2)
                  ? 0
                  : random_between(2, 6));
    return q;
}

Launch &
run_of(const std::string &build, int np)
{
    static std::map<std::pair<std::string, int>, Launch> runs;
    auto key = std::make_pair(build, np);
    auto found = runs.find(key);
    if (found == runs.end())
        found =
            runs.emplace(key, run_probe(build, np, {ask(np)})).first;
    return found->second;
}

Phases
take_phases(Answer &a)
{
    Phases p;
    for (int m = 0; m < 3; m++) {
        p.calls[m] = a.i64s();
        p.bare[m] = a.i64();
        p.asks_initialized = a.i64() > 0 || p.asks_initialized;
        p.asks_finalized = a.i64() > 0 || p.asks_finalized;
    }
    return p;
}

std::string
mistake(const Phases &p)
{
    for (int m = 0; m < 3; m++)
        if (p.calls[m].empty())
            return "needs-its-earlier-calls";
    for (int m = 0; m < 3; m++)
        if (p.calls[m].back() != p.bare[m])
            return "asks-the-environment";
    auto is = [&p](int before, int between, int after) {
        return p.calls[0][0] == before && p.calls[1][0] == between &&
               p.calls[2][0] == after;
    };
    if (is(0, 0, 0) && (p.asks_initialized || p.asks_finalized))
        return "remembers-its-first-answer";
    if (is(0, 1, 1))
        return p.asks_finalized ? "looks-at-the-end-last"
                                : "stays-initialized";
    if (is(1, 1, 2))
        return "asks-only-for-the-end";
    return "";
}

void
check_run(const std::string &build, int np, int from, int to)
{
    hint_on("CRASH", "asks-for-its-rank");
    for (int rank = 0; rank < np && !judged_already(); rank++) {
        Answer *a = run_of(build, np).need(0, rank);
        if (!a)
            return;
        Phases p = take_phases(*a);
        for (int m = from; m <= to; m++) {
            std::string words = say("mpi_phase() %s, on rank %d of %d, ",
                                    moments[m], rank, np);
            show(words, numbers(std::vector<int64_t>(p.calls[m].size(), m)),
                 numbers(p.calls[m]));
            for (size_t i = 0; i < p.calls[m].size(); i++)
                if (p.calls[m][i] != m)
                    return wrong(
                        i == 0 ? mistake(p) : "",
                        words + say("call %zu%s, must be %d, got %lld",
                                    i + 1,
                                    m > 0 && p.calls[m - 1].empty()
                                        ? " (none in the phase before)"
                                        : "",
                                    m, (long long)p.calls[m][i]));
            if (!p.calls[m].empty() && p.bare[m] != m)
                return wrong("asks-the-environment",
                             words +
                                 say("must be %d; with the variables of "
                                     "mpirun taken away it was %lld",
                                     m, (long long)p.bare[m]));
        }
    }
}

const std::vector<int> ranks = {1, 2, 3, 4, 5, 7};

void
check_all(int moment)
{
    for (int np : ranks)
        if (!judged_already())
            check_run("plain", np, moment, moment);
}

TEST(mpi_phase, before_init)
{
    check_all(0);
}

TEST(mpi_phase, between)
{
    check_all(1);
}

TEST(mpi_phase, after_finalize)
{
    check_all(2);
}

TEST(mpi_phase, with_mpich)
{
    for (int np : {1, 2})
        if (!judged_already())
            check_run("mpich", np, 0, 2);
}

TEST(mpi_phase, memory_and_leftovers)
{
    hint_on("CRASH", "asks-for-its-rank");
    check_memory(run_of("asan", 3));
    for (int np : ranks)
        check_leftovers(run_of("plain", np));
}

} // namespace
