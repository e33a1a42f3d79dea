// driver_trouble.h - what an answer does when something fails: a worker
// cannot be made or dies, no descriptor is left, or the caller has another
// child.  The probe makes the trouble, see probe.h.
#ifndef MANY_HANDS_DRIVER_TROUBLE_H
#define MANY_HANDS_DRIVER_TROUBLE_H

#include "driver.h"

enum Trouble {
    NO_TROUBLE,
    REFUSED,
    DIES,
    NO_DESCRIPTOR,
    ELDER,
    ENDS_LATE
}; // as in probe.h

struct Failure {
    Trouble what;
    int which;
    const char *words; // "when the second child cannot be made"
};

// Has the run come as far as the failures, which begin with this question?
// Then a crash or a hang is one of theirs.
void hint_on_failures(const Launch &run, size_t first);

// Judges one call: what the answer returned, and whether it left the
// caller's own child alone.  `want` is the result when nothing fails; it is
// right as well where nothing had to be asked for.
void check_failure(const Launch &run, const Seen &seen, const Failure &f,
                   const std::string &call, int64_t want, int64_t got,
                   bool alone);

#endif
