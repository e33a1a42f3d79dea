/* picture.h - the space-time diagram of a run. */
#ifndef MANY_HANDS_PICTURE_H
#define MANY_HANDS_PICTURE_H

#include "explain.h"

bool write_picture(const char *path, struct trace *t,
                   const struct stuck *stuck);

#endif
