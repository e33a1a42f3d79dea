// driver_stage.h - scripts for actors on a stage (probe_conduct.h), and
// what came of them.
#ifndef MANY_HANDS_DRIVER_STAGE_H
#define MANY_HANDS_DRIVER_STAGE_H

#include "driver.h"

namespace stage
{

// What an actor is told; LET_GO lets go on whoever was woken.
struct Step {
    int actor, op;
    int64_t value;
};

std::vector<int64_t> as_values(const std::vector<Step> &steps);

// A call that has ended, and what came after one step.
struct Done {
    int actor;
    int64_t result, value;
};
struct Outcome {
    int64_t held; // woken, and not yet let go
    std::vector<Done> done;
};

struct Played {
    bool spins = false; // a thread went round instead of sleeping
    std::vector<Outcome> outcomes;
    int64_t elsewhere = 0;      // threads that wait for something else
    std::vector<int64_t> sites; // where they sleep at the end
};

// Takes spins, outcomes and sites from an answer.
Played read_played(Answer *a);

// "bounded_queue.c:40 and bounded_queue.c:52", "" if nothing is known.
std::string places_of(const Launch &run, const std::vector<int64_t> &sites);

// A fault: what is to be said of it; good if verdict is empty.
struct Fault {
    std::string verdict, hint, evidence;
    explicit operator bool() const
    {
        return !verdict.empty();
    }
};

void judge_fault(const Fault &f);

// What a build in which threads run freely may say: a race and misused
// memory are its own findings, all else is told by `first`, if that has
// found something, because there luck decides nothing.
void check_free_run(Launch &run, const Fault &first);

} // namespace stage

#endif
