# $1: the answer, seen from the submission's folder, where this runs
: >"$1"
