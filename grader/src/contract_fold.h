/*
 * contract_fold.h - shared by contract_hole.c and contract_unfold.c only:
 * the state while lines become patterns.
 */
#ifndef MANY_HANDS_CONTRACT_FOLD_H
#define MANY_HANDS_CONTRACT_FOLD_H

#include "contract.h"

struct folding {
    struct scope scope;
    struct demands *demands;
    struct want want; /* the pattern being made */
    int nranges;
    const struct source_line *source;
    struct wants *into;
    struct pending {
        int capture, line;
        const char *other;
    } * pending; /* differences whose names are not known yet */
    int npending;
};

#define WRONG(f, ...)                                                      \
    wrong((f)->scope.mistake, (f)->scope.path, (f)->scope.line, __VA_ARGS__)

/* Makes one pattern of f->source with all its names set. */
bool fold_line(struct folding *f, struct want *want);

#endif
