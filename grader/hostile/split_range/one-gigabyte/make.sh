# $1: the answer, seen from the submission's folder, where this runs
truncate -s 1G "$1"
