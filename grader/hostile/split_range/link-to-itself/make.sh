# $1: the answer, seen from the submission's folder, where this runs
ln -s split_range.c "$1"
