# $1: the answer, seen from the submission's folder, where this runs
ln -s ./nothing.c "$1"
