// driver_trouble.h - what an answer does when something fails: a worker
// cannot be made or dies, no descriptor is left, or the caller has another
// child.  The probe makes the trouble, see probe.h.
#ifndef MANY_HANDS_DRIVER_TROUBLE_H
#define MANY_HANDS_DRIVER_TROUBLE_H

#include "driver.h"

#include <functional>

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
    int how = 0;       // for the driver's own use
};

// The failures of one exercise, asked in launches of their own by its last
// test, when all the others have passed: what is wrong without a failure
// comes first.  A crash or a hang is WRONG here.
class Failures
{
  public:
    using Ask = std::function<Question(const Failure &)>;
    Failures(std::vector<Failure> list, Ask ask)
        : list_(std::move(list)), ask_(std::move(ask))
    {
    }
    // Judges the results and what is left behind.  An answer begins with
    // the result, and whether the caller's own child was left alone. `want`
    // is the result when nothing fails; it is right as well where nothing
    // had to be asked for.
    void check(const std::function<std::string(const Failure &)> &call,
               const std::function<int64_t(const Failure &)> &want);

    // What will be run of this build.
    Planned plan(const char *build) const;

  private:
    Launch &launch(const char *build);
    void check_leftovers();
    bool judge_end(const Launch &run, const std::string &call);
    std::vector<Failure> list_;
    Ask ask_;
    std::map<std::string, Launch> runs_;
};

#endif
