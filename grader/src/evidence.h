/* evidence.h - the learner's own values and lines, as rows of text. */
#ifndef MANY_HANDS_EVIDENCE_H
#define MANY_HANDS_EVIDENCE_H

#include "grade.h"

/* What went in, what should have come out, what did; only the wrong part is
 * marked, in colour or with ^ below it.  Rows of at most `width` columns,
 * each with a line feed; "" if the result has none.  The caller frees. */
char *evidence_values(const json_t *result, int width, bool colour);

/* The lines of the learner's file that the evidence names, likewise. */
char *evidence_lines(const json_t *result, int width);

#endif
