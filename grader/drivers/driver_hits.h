// driver_hits.h - what is asked of an answer that throws darts by workers
// of one machine, children or threads alike.
#ifndef MANY_HANDS_DRIVER_HITS_H
#define MANY_HANDS_DRIVER_HITS_H

#include "driver_darts.h"
#include "driver_trouble.h"

namespace hits
{

struct Case {
    uint64_t seed;
    int64_t n;
    int workers;
    int how; // MEETING: the workers wait for each other
};

// Made with the first run.  Behind the cases stand questions with bad
// arguments, from bad_case on; the last case takes the time that is
// measured.
extern std::vector<Case> cases;
extern std::vector<Question> questions;
extern size_t bad_case;

// The questions asked of one build, once.
Launch &run_of(const char *build);
Planned plan_of(const char *build);

// Are more hits than an int can hold added up?  Nobody throws them.
void check_many_hits(const char *function);

// 1000 darts for four workers, and something fails.
Failures failures_of(std::vector<Failure> list);
void check_failures(Failures &failures, const char *function);

} // namespace hits

#endif
