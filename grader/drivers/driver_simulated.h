// driver_simulated.h - how long the answer takes on a cluster that is only
// described (probes/probe_simulated/), in SimGrid's simulated time.
//
// The times are the same on every run.  They are a remark beside a verdict
// that is there without them: not every machine has SimGrid.
#ifndef MANY_HANDS_DRIVER_SIMULATED_H
#define MANY_HANDS_DRIVER_SIMULATED_H

#include "driver.h"

// Seconds; known is what the probe measured beside the answer.
struct Simulated {
    bool good = false; // the answer ran there and was right
    double answer = 0, known = 0;
};
Simulated simulate(int ranks);

// Nothing was found so far, or only what this test has counted: then the
// answer ends as it should, and its time says something.
bool worth_simulating();

// A sentence that the report adds to this test's evidence, or after PASS.
void remark(const std::string &sentence);

// "5.1 milliseconds", "33.0 microseconds"
std::string time_words(double seconds);

#endif
