// driver_darts.h - the darts, once more, in the driver's own words; and the
// judgement of work that was to be shared.
#ifndef MANY_HANDS_DRIVER_DARTS_H
#define MANY_HANDS_DRIVER_DARTS_H

#include "driver.h"

// par_u64 and pi_hits as chapters/include/darts.h defines them.
uint64_t true_u64(uint64_t seed, uint64_t i);
int64_t true_hits(uint64_t seed, int64_t first, int64_t last);

// What pi_hits says in a probe that called work_pretend: every dart whose
// number is no multiple of 5 hits.
int64_t pretended_hits(int64_t first, int64_t last);

// What is wrong with these hits: a hint, and words for it.
struct HitsMistake {
    std::string hint, words;
};
// Recognises darts that were dropped, thrown by all workers alike, or of
// other seeds; from who threw which, or else from the number alone.
HitsMistake hits_mistake(const Seen &work, uint64_t seed, int64_t n,
                         int workers, int64_t got);

// Were the darts 0 .. n-1 of `seed` thrown by `workers` workers, together
// and in similar shares?  Judges SERIAL if not.  An answer that throws
// one of the shares in the caller, or throws darts in a way of its own that
// cannot be counted, is not accused.
void check_work(const Seen &work, int64_t n, int workers,
                const char *kind);

// The same for two workers by their processor time, which no answer can
// forge: in a case of MANY_DARTS with meeting NOT_NOTED.  What the times do
// not tell is INCONCLUSIVE.
constexpr int64_t MANY_DARTS = 40000000;
enum { NOT_MEETING, MEETING, NOT_NOTED }; // as the probes take them
void check_shares(Answer *a, const char *kind);

#endif
