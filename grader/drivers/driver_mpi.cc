// driver_mpi.cc - see driver_mpi.h
#include "driver_mpi.h"

std::string
where(int np, const MpiCase &c)
{
    return "with " + amount(np, "rank") + " on " + shape_name(c.shape) +
           sends_name(c.sends);
}

const std::vector<int> &
Battery::ranks_of(const std::string &build)
{
    static const std::vector<int> all = {1, 2, 3, 4, 5, 7}, mpich = {1, 2},
                                  asan = {3};
    return build == "mpich" ? mpich : build == "asan" ? asan : all;
}

void
Battery::add_one(int id, int shape, int sends,
                 const std::function<void(Question &)> &fill)
{
    Question q;
    q << shape << sends;
    fill(q);
    cases_.push_back({shape, sends, id});
    questions_.push_back(q);
}

void
Battery::add(int id, const std::function<void(Question &)> &fill,
             const std::vector<int> &shapes)
{
    for (int sends = 0; sends < SEND_MODES; sends++)
        for (int shape : shapes)
            add_one(id, shape, sends, fill);
}

// Once one launch did not finish in time, or left something running, the
// others would do the same: the learner waits for one of them only.  The
// sanitizer is asked all the same: memory that was written over can make a
// program stand still.
const Launch *
Battery::endless() const
{
    for (const auto &entry : launches_)
        if (entry.second.verdict == "TLE" ||
            entry.second.verdict == "ORPHAN")
            return &entry.second;
    return nullptr;
}

Launch &
Battery::launch(const std::string &build, int np)
{
    auto key = std::make_pair(build, np);
    auto found = launches_.find(key);
    if (found == launches_.end() && build != "asan" &&
        endless() != nullptr) {
        Launch same;
        same.build = build;
        same.np = np;
        same.verdict = endless()->verdict;
        same.detail = endless()->detail;
        same.evidence = endless()->evidence;
        found = launches_.emplace(key, same).first;
    }
    if (found == launches_.end())
        found =
            launches_.emplace(key, run_probe(build, np, questions_)).first;
    return found->second;
}

void
Battery::for_each(
    const std::string &build,
    const std::function<void(int, int, const MpiCase &, Answer &)> &f)
{
    for (int np : ranks_of(build))
        for (size_t i = 0; i < cases_.size(); i++)
            for (int rank = 0; rank < np; rank++) {
                Answer *a = launch(build, np).need((int)i, rank);
                if (a)
                    f(np, rank, cases_[i], *a);
                if (judged_already())
                    return;
            }
}

void
Battery::for_each_case(
    const std::string &build,
    const std::function<void(int, const MpiCase &,
                             const std::vector<Answer *> &)> &f)
{
    for (int np : ranks_of(build))
        for (size_t i = 0; i < cases_.size(); i++) {
            std::vector<Answer *> all;
            for (int rank = 0; rank < np && !judged_already(); rank++)
                all.push_back(launch(build, np).need((int)i, rank));
            if (!judged_already())
                f(np, cases_[i], all);
            if (judged_already())
                return;
        }
}

void
Battery::check_leftovers()
{
    for (const char *build : {"plain", "mpich"})
        for (int np : ranks_of(build)) {
            ::check_leftovers(launch(build, np));
            if (judged_already())
                return;
        }
}

void
Battery::check_memory()
{
    for (int np : ranks_of("asan"))
        ::check_memory(launch("asan", np));
}
