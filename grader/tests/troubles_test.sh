#!/bin/bash
# troubles_test.sh - the texts of appendix A that a contract cannot ask for:
# what launchers, Slurm's among them, and MPICH print.  Each is produced,
# found in the appendix word for word, and gone when the cure is tried.
# Prints `ok`, `FAIL` and `skip` lines.
#
# Needs build/programs/{openmpi,mpich}; the contracts of trouble.c have the
# rest.  A container without memory calls (deny_memory.c) and a display that
# lets nobody in (refusing_x.py) are made here.
# The commands of a row are words that are meant to be split.
# shellcheck disable=SC2086
set -u
cd "${0%/*}/../.." || exit 2
appendix=chapters/A-troubleshooting/README.md
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
trap 'exit 130' INT TERM
machine=grader/machine
# shellcheck source=grader/machine/mpi.sh
. $machine/mpi.sh
open=build/programs/openmpi/trouble
mpich=build/programs/mpich/trouble

# The lines of the appendix without their breaks and marks.
tr '\n' ' ' <$appendix | tr -d '`*' | tr -s ' ' >"$scratch/appendix"

# Runs a command; what it says, all on one line, is in $said.
tell() {
    # Outermost, where bash would tell that a launcher crashed as it ended.
    { timeout -k 5 60 "$@" >"$scratch/said" 2>&1 </dev/null; } 2>/dev/null
    status=$?
    said=$(tr '\n' ' ' <"$scratch/said" | tr -d '*' | tr -s ' ')
}

# says NAME TEXT COMMAND...: the command says the text.  Open MPI may lose
# what a rank said while it ends the others, so one of 20 runs must.
says() {
    name=$1 text=$2
    shift 2
    if ! grep -qF -- "$text" "$scratch/appendix"; then
        echo "FAIL $name: appendix A does not have the text \"$text\""
        return
    fi
    for _ in $(seq 20); do
        tell "$@"
        case $said in *"$text"*)
            echo "ok $name" && return ;;
        esac
    done
    echo "FAIL $name: \"$text\" is not in: $(cut -c 1-300 <<<"$said")"
}

# cured NAME TEXT COMMAND...: the command succeeds without the text.
cured() {
    name=$1 text=$2
    shift 2
    tell "$@"
    case $status:$said in
    0:*"$text"*) echo "FAIL $name: it still says \"$text\"" ;;
    0:*) echo "ok $name" ;;
    *) echo "FAIL $name: status $status: $(cut -c 1-300 <<<"$said")" ;;
    esac
}

# without NAME TEXT COMMAND...: the command ends, however, without the text.
without() {
    name=$1 text=$2
    shift 2
    tell "$@"
    case $status:$said in
    124:* | 137:*) echo "FAIL $name: it did not end" ;;
    *"$text"*) echo "FAIL $name: it says \"$text\"" ;;
    *) echo "ok $name" ;;
    esac
}

# ends NAME STATUS COMMAND...: the command ends with this exit status.
ends() {
    name=$1 expected=$2
    shift 2
    tell "$@"
    if [ $status = "$expected" ]; then
        echo "ok $name"
    else
        echo "FAIL $name: status $status, not $expected: $said"
    fi
}

# --- Open MPI ------------------------------------------------------------------

of_open_mpi() {
    launcher=$(mpi_launcher openmpi) && [ -x $open ] || {
        echo "skip troubles-openmpi: there is no Open MPI here"
        return
    }
    text="has detected an attempt to run as root"
    if [ "$(id -u)" -eq 0 ]; then
        bare="env -u OMPI_ALLOW_RUN_AS_ROOT -u OMPI_ALLOW_RUN_AS_ROOT_CONFIRM"
        says root "$text" $bare "$launcher" -n 1 true
        says root-one-variable "$text" \
            $bare OMPI_ALLOW_RUN_AS_ROOT=1 "$launcher" -n 1 true
        cured root-both-variables "$text" $bare OMPI_ALLOW_RUN_AS_ROOT=1 \
            OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1 "$launcher" -n 1 true
        cured root-option "$text" $bare "$launcher" --allow-run-as-root -n 1 true
    else
        echo "skip root: only root is refused"
    fi
    run=$machine/mpirun
    says killed "exited on signal 9 (Killed)" $run -n 1 sh -c 'kill -9 $$'
    says bad-setting "It looks like MPI_INIT failed for some reason" \
        $run --mca pml nonsense -n 2 $open
    cured bad-setting-cured "MPI_INIT failed" $run -n 2 $open
    says options-in-the-wrong-place "Executable: node2" \
        $run node2 node3 -n 2 $open
    echo 'localhost slots=2' >"$scratch/hosts"
    cured hostfile "Executable" $run --hostfile "$scratch/hosts" -n 2 $open
    question $open
    says tag "[1,0]<stdout>:" $run --tag-output -n 1 $open
    mkdir "$scratch/.openmpi"
    echo 'orte_tag_output = 1' >"$scratch/.openmpi/mca-params.conf"
    says configuration "[1,0]<stdout>:" env HOME="$scratch" $run -n 1 $open
    ends no-finalize 1 $run -n 2 $open leave
    denied_memory
    refusing_display
    places
    says built-for-mpich "rank 0 in group of 1" \
        $run -n 2 build/programs/mpich/hello
    cured built-for-open-mpi "in group of 1" \
        $run -n 2 build/programs/openmpi/hello
}

# question PROGRAM: without fflush nobody sees the question.
question() {
    without question-unseen "N = " $run -n 2 "$1" ask
    says question-seen "N = " $run -n 2 "$1" ask cured
}

# A container that forbids the calls with which one process reads another.
denied_memory() {
    deny=$scratch/deny_memory
    ${CC:-cc} -std=c11 -D_GNU_SOURCE -Wall -Wextra -Wpedantic -Werror \
        -o "$deny" grader/tests/deny_memory.c || {
        echo "FAIL denied-memory: deny_memory.c does not compile"
        return
    }
    fetch=OMPI_MCA_btl_vader_single_copy_mechanism
    says denied-memory "Read -1, expected 10824, errno = 1" \
        env $fetch=cma "$deny" $run -n 2 $open long
    cured denied-memory-cured "Read -1" \
        env $fetch=none "$deny" $run -n 2 $open long
}

# An X server that lets nobody in, where hwloc looks for graphics cards.
refusing_display() {
    alone="bwrap --die-with-parent --unshare-net --unshare-pid --dev-bind / /
        --tmpfs /tmp --ro-bind $PWD $PWD"
    if ! $alone true 2>/dev/null; then
        echo "skip display: bwrap cannot hide the displays of this machine"
        return
    fi
    if [ -z "$(find /usr/lib* -name hwloc_gl.so -print -quit)" ]; then
        echo "skip display: hwloc has no plugin here that asks displays"
        return
    fi
    refused="$alone python3 grader/tests/refusing_x.py"
    for text in "No protocol specified" "Invalid MIT-MAGIC-COOKIE-1 key" \
        "Authorization required, but no authorization protocol specified"; do
        says display "$text" env HWLOC_COMPONENTS= $refused "$text" \
            $run -n 1 true
        cured display-cured "$text" env HWLOC_COMPONENTS=-gl \
            $refused "$text" $run -n 1 true
    done
}

# Open MPI keeps one rank on one core, and its threads with it.
places() {
    bare="$launcher"
    [ "$(id -u)" -ne 0 ] || bare="$launcher --allow-run-as-root"
    place=build/programs/openmpi/where_am_i
    says one-core "1 cores allowed" $bare -n 1 $place
    [ "$(mpi_cores)" -gt 1 ] || {
        echo "skip two-cores: this machine has one core"
        return
    }
    cured two-cores "1 cores allowed" $bare --map-by slot:PE=2 -n 1 $place
    cured no-binding "1 cores allowed" $bare --bind-to none -n 1 $place
}

# --- MPICH -----------------------------------------------------------------------

of_mpich() {
    mpi_launcher mpich >/dev/null && [ -x $mpich ] || {
        echo "skip troubles-mpich: there is no MPICH here"
        return
    }
    run="env MPI=mpich $machine/mpirun"
    says foreign-option "unrecognized argument oversubscribe" \
        $run --oversubscribe -n 2 $mpich
    cured foreign-option-cured unrecognized $run -n 2 $mpich
    says absent "execvp error on file ./nope (No such file or directory)" \
        $run -n 1 ./nope
    says rank "Invalid rank has value 2 but must be nonnegative and less than 2" \
        $run -n 2 $mpich rank
    says truncate "Message truncated, error stack:" $run -n 2 $mpich truncate
    says type "Datatype has not been committed" $run -n 2 $mpich type
    for when in early late; do
        says $when "before initializing or after finalizing MPICH" \
            $run -n 2 $mpich $when
    done
    says crash "BAD TERMINATION OF ONE OF YOUR APPLICATION PROCESSES" \
        $run -n 2 $mpich crash
    says crash-code "EXIT CODE: 11" $run -n 2 $mpich crash
    says alias "Buffers must not be aliased" $run -n 2 $mpich alias
    says unheard "unexpected tag-receive descriptor" \
        env UCX_LOG_LEVEL=warn $run -n 2 $mpich unheard
    for fault in rank truncate type early late crash alias; do
        cured $fault-cured "rror" $run -n 2 $mpich $fault cured
    done
    cured unheard-cured "was not matched" \
        env UCX_LOG_LEVEL=warn $run -n 2 $mpich unheard cured
    echo localhost:2 >"$scratch/hosts"
    says tag "[0]" $run -l -n 1 $mpich
    echo -l >"$scratch/.mpiexec.hydra.conf"
    says configuration "[0]" env HOME="$scratch" $run -n 1 $mpich
    ends no-finalize 0 $run -n 2 $mpich leave
    cured hostfile "rror" $run -f "$scratch/hosts" -n 2 $mpich
    says built-for-open-mpi "rank 0 in group of 1" \
        $run -n 2 build/programs/openmpi/hello
    cured built-for-mpich "in group of 1" $run -n 2 build/programs/mpich/hello
}

# --- Slurm -----------------------------------------------------------------------

of_slurm() {
    lab=chapters/11-on-a-cluster/labs/slurm/lab.sh
    $lab --has-slurm 2>/dev/null && [ -x $open ] || {
        echo "skip troubles-slurm: there is no Slurm or no Open MPI here"
        return
    }
    text='The application appears to have been direct launched using "srun", but OMPI was not built with SLURM'"'s PMI support"
    says srun-without-pmix "$text" $lab 1 srun --mpi=none $open
    cured srun-with-pmix "direct launched" $lab 1 srun --mpi=pmix -n 2 $open
}

of_open_mpi | sed 's/^\(ok\|FAIL\|skip\) /&troubles openmpi /'
of_mpich | sed 's/^\(ok\|FAIL\|skip\) /&troubles mpich /'
of_slurm | sed 's/^\(ok\|FAIL\|skip\) /&troubles slurm /'
