#!/bin/bash
# setup.sh - run once by Gradescope when it makes the image: installs what
# the grader needs and builds it.  AUTOGRADER=folder instead of /autograder.
set -eu
cd "${AUTOGRADER:-/autograder}/source/course"
grader/machine/setup.sh run
make -s grader build/bin/report
