#!/bin/sh
# how_to_run.sh FOLDER - print the line that runs each program of a chapter
# on this machine, as this user, under MPI= (openmpi unless given).
#
# The line is the one that the lesson types.  mpirun gets the options that it
# needs here.
set -eu
machine=${0%/*}
. "$machine/mpi.sh"
mpi=${MPI:-openmpi}
mpi_check_wanted "$mpi"
folder=$1

uses_mpi='include <mpi\.h>\|^from mpi4py '

# Prints the line that runs program $1 (a .c or .py file), as its lesson has
# it: the first line that the lesson types and that names the program.
lesson_line() {
    name=${1##*/}
    name=${name%.c}
    line=$(sed -n "s|^\$ \(.*\./$name\( .*\)\{0,1\}\)\$|\1|p" \
        "$folder/README.md" 2>/dev/null | head -n 1)
    if [ -n "$line" ]; then
        printf '%s\n' "$line" | sed "s|\(mpirun .*-n \)$book_ranks |\1$ranks |"
    elif grep -q "$uses_mpi" "$1"; then
        echo "mpirun -n $ranks ./$name"
    else
        echo "./$name"
    fi
}

# Prints the number of ranks that line $1 asks for.
ranks_of() {
    printf '%s\n' "$1" | sed -n 's/.*mpirun.* -n\{1,2\}p* \([0-9][0-9]*\).*/\1/p'
}

# Prints line $1 with the launcher's name and the options it needs here.
line_here() {
    case $1 in
    *mpirun*) ;;
    *) printf '%s\n' "$1" && return 0 ;;
    esac
    options=$root_option
    wanted=$(ranks_of "$1")
    case $1 in
    *"mpirun!"* | *oversubscribe* | *OVERSUBSCRIBE* | *--host*) ;;
    *)
        [ "${wanted:-1}" -le "$slots" ] ||
            options="$options${options:+ }$oversubscribe_option"
        ;;
    esac
    printf '%s\n' "$1" |
        sed "s|mpirun!*|$launcher_name${options:+ $options}|"
}

sources=$(ls "$folder"/*.c "$folder"/*.py 2>/dev/null || true)
[ -n "$sources" ] || {
    echo "$folder has no programs." >&2
    exit 2
}
number=${folder##*/}
number=${number%%-*}
number=${number#0}

# The launcher is looked at only if a program of the chapter needs it.
book_ranks=4
ranks=$book_ranks
launcher=
root_option=
oversubscribe_option=
slots=4
# Names of programs hold no spaces: the list is meant to be split.
# shellcheck disable=SC2086
if grep -q "$uses_mpi" $sources ||
    grep -qs '^\$ mpirun' "$folder/README.md"; then
    launcher=$(mpi_launcher "$mpi") || {
        echo "Chapter $number is built, but there is no mpirun of $mpi:" \
            "type \`make setup\`." >&2
        exit 2
    }
    family=$(mpi_family "$launcher")
    launcher_name=$(mpi_typed_name "$launcher")
    root_option=$(mpi_root_option "$family")
    oversubscribe_option=$(mpi_oversubscribe_option "$family")
    slots=$(mpi_slots "$launcher")
    if [ "$mpi" = mpich ] && [ "$slots" -lt 4 ]; then ranks=2; fi
fi

list=$(for source in $sources; do
    printf '    %s\n' "$(line_here "$(lesson_line "$source")")"
done)

# Why these lines are not those of the book, in one paragraph.
why=
case $list in
*oversubscribe* | *OVERSUBSCRIBE*)
    why="This machine has $slots slots, so mpirun refuses four ranks unless told"
    why="$why to oversubscribe."
    [ "$slots" -ne 1 ] || why=$(printf '%s\n' "$why" | sed 's/1 slots/1 slot/')
    ;;
esac
if [ -n "$launcher" ]; then
    [ -z "$root_option" ] ||
        why="$why${why:+ }You are root, whom mpirun refuses unless allowed."
    [ "$ranks" -eq 4 ] ||
        why="$why${why:+ }MPICH's ranks wait by spinning, so two ranks are enough."
    [ "$launcher_name" = mpirun ] ||
        why="$why${why:+ }The mpirun of $mpi is called ${launcher_name##*/} here."
fi
[ -z "$why" ] || why="$why Chapter 4 explains."

echo "Chapter $number is built.${why:+ $why}" | fold -s -w 76 | sed 's/ *$//'
echo "Run its programs from this folder:"
echo
printf '%s\n' "$list"

# What the contracts say that the programs need, and this machine has not.
needed=$(sed -n 's/^needs //p' "$folder"/*.expect 2>/dev/null | tr ' ' '\n' |
    sort -u)
for file in $needed; do
    [ -e "$file" ] || echo "There is no $file: type \`make setup\`."
done
