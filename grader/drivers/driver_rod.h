// driver_rod.h - rods that all ranks hold together: the questions and the
// judgement that heat_run and heat_overlap share.
#ifndef MANY_HANDS_DRIVER_ROD_H
#define MANY_HANDS_DRIVER_ROD_H

#include "driver_heat.h"

// What is asked for besides good arguments; see grader/probes/probe_rod.c.
enum RodAsked {
    GOOD_ROD,
    NO_ARRAY_WITHOUT_CELLS,
    STEPS_BELOW_0,
    CELLS_BELOW_0,
    NO_ARRAY
};

struct RodInput {
    std::vector<int64_t> cells, values; // by rank; one half, then the other
    int64_t steps;
    double r;
    int asked;
};
const RodInput &rod_input(int id);

// The part of the rod that one rank has.
struct RodPart {
    int half, rank, size, n;
    int left, right; // neighbours in its communicator, -1: none
    size_t first;    // cell 1 of this rank is this cell of the rod
};
RodPart rod_part(const RodInput &in, int np, int shape, int world);

Battery &rod_battery();

// Judges returned value and cells, and leaves the answer at its events.
// `name` is the function that was called, `hint` what to say of wrong
// cells if it is known already.
void check_rod(const char *name, int np, int world, const MpiCase &c,
               Answer &a, const std::string &hint = "");

// "heat_run(u, 5, 7, 0.25, comm) on rank 1 of 3 ..."
std::string rod_call(const char *name, int np, int world, const MpiCase &c);

// Hints for a run that hangs, from the case that it hangs in.
void rod_hints();

// Arguments that are bad on one rank or on all.
void check_bad_rods(const char *name);

// The address sanitizer, and what was left behind.
void check_rod_memory();

#endif
