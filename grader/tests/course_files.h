/* course_files.h - is every file of the course there, and none too many? */
#ifndef MANY_HANDS_COURSE_FILES_H
#define MANY_HANDS_COURSE_FILES_H

#include "grade.h"

/* Calls `report` for every file, and for every thing that is missing: why
 * is NULL if all is well. */
void course_files(const struct options *o, json_t *catalogue,
                  void (*report)(const char *name, const char *why));

#endif
