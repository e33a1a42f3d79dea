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
// one of the shares in the caller is not accused.  False if no dart was
// thrown by pi_hits or par_u64 though the workers were made: then nothing
// can be counted.
bool check_work(const Seen &work, int64_t n, int workers,
                const char *kind);

// The same by processor time, for darts that were thrown in a way of the
// answer's own: asks for very many darts by two workers.
void check_shares(uint64_t seed, const char *kind);

#endif
