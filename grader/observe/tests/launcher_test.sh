#!/bin/bash
# launcher_test.sh - what build/observe sets for a launcher is what
# grader/machine/mpi.sh sets for it.  The launchers are stand-ins that say who
# they are and write down their environment.  Prints `ok` or `FAIL` for each.
set -u
root=$(cd "${0%/*}/../../.." && pwd)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
trap 'exit 130' INT TERM
failed=0

# launcher FOLDER FILE VERSION: mpirun in FOLDER, by its real name FILE
launcher() {
    mkdir -p "$1"
    cat >"$1/$2" <<END
#!/bin/sh
case "\$*" in --version) echo 'mpirun (Open MPI) $3'; exit 0 ;; esac
env | grep -E '^(OMPI|PRTE|PMIX|HWLOC|UCX)_' | LC_ALL=C sort >'$scratch/environment'
END
    chmod +x "$1/$2"
    [ "$2" = mpirun ] || ln -s "$2" "$1/mpirun"
    ln -s "$2" "$1/mpirun.openmpi" # which this machine may have as well
}

# set_by FOLDER COMMAND...: what the launcher there finds in its environment
set_by() {
    local folder=$1
    shift
    rm -f "$scratch/environment"
    env -i PATH="$folder:$PATH" HOME="${HOME-/}" "$@" mpirun -n 4 ./x \
        >/dev/null 2>&1
    cat "$scratch/environment"
}

# same NAME WANTED GOT
same() {
    if [ "$2" = "$3" ]; then echo "ok $1"; else
        echo "FAIL $1: $(diff <(echo "$2") <(echo "$3") | grep '^[<>]' | tr '\n' ' ')"
        failed=1
    fi
}

# machine FOLDER: the same by the course's own mpirun
machine() {
    set_by "$1" sh -c "shift; exec '$root/grader/machine/mpirun' \"\$@\"" sh
}

launcher "$scratch/four" orterun 4.1.4
launcher "$scratch/five" mpirun 5.0.3
same "observe: the environment of Open MPI 4" "$(machine "$scratch/four")" \
    "$(set_by "$scratch/four" "$root/build/observe")"
# A script may stand for either: see environment.c.
same "observe: the environment of Open MPI 5" \
    "$(machine "$scratch/five" | grep -v '^OMPI_MCA_btl=')" \
    "$(set_by "$scratch/five" "$root/build/observe")"
same "observe: what the caller has set stays" OMPI_MCA_btl=self,tcp \
    "$(set_by "$scratch/four" env OMPI_MCA_btl=self,tcp \
        "$root/build/observe" | grep '^OMPI_MCA_btl=')"
exit $failed
