# mpi.sh - all that differs between Open MPI 4, Open MPI 5 and MPICH.
#
# shellcheck shell=sh disable=SC2154,SC3013
#
# Sourced, never run, by the scripts of this folder.  POSIX sh.  The caller
# sets `machine` to this folder first, so that the wrappers which live here
# (mpirun, mpicc) are never mistaken for the real ones.
#
# build/observe may start a launcher without these scripts and so has a copy
# of mpi_environment; grader/observe/tests/launcher_test.sh compares the two.
#
# A family is one word: openmpi4, openmpi5, mpich, intel or unknown.  What a
# person asks for with MPI= is shorter: openmpi or mpich.

# Prints the full path of command $1, or fails.  Skips this folder.
mpi_which() {
    mpi_rest=$PATH:
    while [ -n "$mpi_rest" ]; do
        mpi_dir=${mpi_rest%%:*}
        mpi_rest=${mpi_rest#*:}
        [ -n "$mpi_dir" ] || mpi_dir=.
        if [ ! -x "$mpi_dir/$1" ] || [ -d "$mpi_dir/$1" ]; then continue; fi
        [ "$mpi_dir/$1" -ef "$machine/$1" ] && continue
        printf '%s\n' "$mpi_dir/$1"
        return 0
    done
    return 1
}

# Prints the family of launcher $1, from what it says of itself.
mpi_family() {
    mpi_said=$("$1" --version 2>&1 </dev/null | head -n 20) || true
    case $mpi_said in
    *"Open MPI) "[1-4].* | *OpenRTE\)\ [1-4].*) echo openmpi4 ;;
    *"Open MPI) "* | *OpenRTE\)* | *PRRTE* | *prterun*) echo openmpi5 ;;
    *"Intel(R) MPI"*) echo intel ;;
    *HYDRA* | *MPICH*) echo mpich ;;
    *) echo unknown ;;
    esac
}

# Prints the family of compiler wrapper $1: openmpi, mpich or unknown.
mpi_compiler_family() {
    case $("$1" --showme:version 2>/dev/null </dev/null) in
    *"Open MPI"*) echo openmpi && return 0 ;;
    esac
    case $("$1" -v 2>&1 </dev/null) in
    *MPICH*) echo mpich ;;
    *) echo unknown ;;
    esac
}

# Prints the version number of launcher $1.
mpi_version() {
    "$1" --version 2>&1 </dev/null |
        sed -n 's/^[^0-9]*\([0-9][0-9]*\(\.[0-9][0-9]*\)\{1,2\}\).*/\1/p' |
        head -n 1
}

# Stops with one sentence if $1 is not an MPI this course knows.
mpi_check_wanted() {
    case $1 in
    openmpi | mpich) return 0 ;;
    esac
    echo "MPI=$1: this course knows MPI=openmpi and MPI=mpich." >&2
    exit 2
}

# Prints the path of the launcher of $1 (openmpi or mpich), or fails.
mpi_launcher() {
    mpi_which "mpirun.$1" && return 0
    for mpi_name in mpirun mpiexec; do
        mpi_path=$(mpi_which "$mpi_name") || continue
        case $1:$(mpi_family "$mpi_path") in
        openmpi:openmpi? | mpich:mpich)
            printf '%s\n' "$mpi_path"
            return 0
            ;;
        esac
    done
    return 1
}

# Prints the path of the compiler wrapper of $1 (openmpi or mpich), or fails.
mpi_compiler() {
    mpi_which "mpicc.$1" && return 0
    mpi_path=$(mpi_which mpicc) || return 1
    [ "$(mpi_compiler_family "$mpi_path")" = "$1" ] || return 1
    printf '%s\n' "$mpi_path"
}

# Exports what a quiet, quick start of any number of ranks on one machine
# needs, for a launcher of family $1.  What the caller has set stays as it is.
mpi_environment() {
    # hwloc otherwise asks the X server for its graphics cards.
    export HWLOC_COMPONENTS="${HWLOC_COMPONENTS--gl}"
    export HWLOC_HIDE_ERRORS="${HWLOC_HIDE_ERRORS-2}"
    # UCX, the network layer of some MPICH, complains on stdout in a sandbox
    # that shows it no network cards.
    export UCX_LOG_LEVEL="${UCX_LOG_LEVEL-fatal}"
    # It would also change instructions of the C library while other threads
    # run them, to hear of unmapped memory, and catch the signals of a crash.
    # Open MPI has it for one-sided calls.
    export UCX_MEM_MMAP_HOOK_MODE="${UCX_MEM_MMAP_HOOK_MODE-none}"
    export UCX_HANDLE_ERRORS="${UCX_HANDLE_ERRORS-none}"
    case $1 in
    openmpi?) ;;
    *) return 0 ;;
    esac
    if [ "$(id -u)" -eq 0 ]; then
        export OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1
        export PRTE_ALLOW_RUN_AS_ROOT=1 PRTE_ALLOW_RUN_AS_ROOT_CONFIRM=1
    fi
    # Open MPI has the same habit: MPI_Init writes over munmap and its kin,
    # and a thread that is inside one of them then crashes.
    export OMPI_MCA_memory="${OMPI_MCA_memory-^patcher}"
    # Probing for fast networks is most of the start-up time.
    export OMPI_MCA_pml="${OMPI_MCA_pml-ob1}"
    # A rank that waits gives its core away: there may be more ranks than
    # cores, and another mpirun at work, which Open MPI cannot know.
    export OMPI_MCA_mpi_yield_when_idle="${OMPI_MCA_mpi_yield_when_idle-1}"
    case $1 in
    openmpi4) mpi_environment_4 ;;
    openmpi5) mpi_environment_5 ;;
    esac
}

mpi_environment_4() {
    export OMPI_MCA_btl="${OMPI_MCA_btl-self,vader}"
    export PMIX_MCA_gds="${PMIX_MCA_gds-hash}"
    export OMPI_MCA_rmaps_base_oversubscribe="${OMPI_MCA_rmaps_base_oversubscribe-1}"
    export OMPI_MCA_hwloc_base_binding_policy="${OMPI_MCA_hwloc_base_binding_policy-none}"
    # One machine: no remote shell, no network but the loopback.
    export OMPI_MCA_plm="${OMPI_MCA_plm-isolated}"
    export OMPI_MCA_oob_tcp_if_include="${OMPI_MCA_oob_tcp_if_include-lo}"
    # Reading another process's memory is refused in many containers.
    export OMPI_MCA_btl_vader_single_copy_mechanism="${OMPI_MCA_btl_vader_single_copy_mechanism-none}"
    # Without that, one-sided calls go by messages.
    export OMPI_MCA_osc="${OMPI_MCA_osc-^rdma}"
}

# From the documentation of Open MPI 5 and PRRTE; the launcher that these
# names were tried on is a stand-in, see grader/tests/machine_test.sh.
mpi_environment_5() {
    export OMPI_MCA_btl="${OMPI_MCA_btl-self,sm}"
    export OMPI_MCA_smsc="${OMPI_MCA_smsc-^cma}"
    export PMIX_MCA_gds="${PMIX_MCA_gds-hash}"
    export PRTE_MCA_rmaps_default_mapping_policy="${PRTE_MCA_rmaps_default_mapping_policy-:oversubscribe}"
    export PRTE_MCA_hwloc_default_binding_policy="${PRTE_MCA_hwloc_default_binding_policy-none}"
}

# Prints the number of cores, counting the threads of one core once.
mpi_cores() {
    mpi_count=$(lscpu -p=CORE,SOCKET 2>/dev/null | grep -v '^#' | sort -u |
        wc -l) || mpi_count=0
    [ "$mpi_count" -gt 0 ] || mpi_count=$(getconf _NPROCESSORS_ONLN)
    echo $((mpi_count))
}

# Prints the number of slots that launcher $1 sees on this machine.  The
# launcher itself is asked: hostfiles, containers and clusters change it.
mpi_slots() {
    case $(mpi_family "$1") in
    openmpi4) mpi_show="--display-allocation" ;;
    openmpi5) mpi_show="--display allocation" ;;
    *) mpi_cores && return 0 ;;
    esac
    # The words of mpi_show are meant to be split.
    # shellcheck disable=SC2086
    mpi_count=$(
        mpi_environment "$(mpi_family "$1")"
        "$1" $mpi_show -n 1 true 2>/dev/null </dev/null |
            sed -n 's/.*[^_]slots=\([0-9][0-9]*\).*/\1/p' |
            awk '{ s += $1 } END { print s + 0 }'
    ) || mpi_count=0
    [ "$mpi_count" -gt 0 ] || mpi_count=$(mpi_cores)
    echo "$mpi_count"
}

# Prints the name to type for launcher $1: `mpirun` if that is what the shell
# finds under this name, else the launcher's own.
mpi_typed_name() {
    if mpi_path=$(mpi_which mpirun) && [ "$mpi_path" -ef "$1" ]; then
        echo mpirun
    elif mpi_path=$(mpi_which "${1##*/}") && [ "$mpi_path" -ef "$1" ]; then
        echo "${1##*/}"
    else
        echo "$1"
    fi
}

# Prints the option that lets launcher family $1 start as root, if this is
# root and the environment does not allow it already.
mpi_root_option() {
    case $1 in
    openmpi4) mpi_allowed=${OMPI_ALLOW_RUN_AS_ROOT-}${OMPI_ALLOW_RUN_AS_ROOT_CONFIRM-} ;;
    openmpi5) mpi_allowed=${PRTE_ALLOW_RUN_AS_ROOT-}${PRTE_ALLOW_RUN_AS_ROOT_CONFIRM-} ;;
    *) return 0 ;;
    esac
    [ "$(id -u)" -ne 0 ] || [ "$mpi_allowed" = 11 ] || echo --allow-run-as-root
}

# Prints the option with which launcher family $1 starts more ranks than
# there are slots, if it needs one that the environment does not give.
mpi_oversubscribe_option() {
    case $1 in
    openmpi4)
        case ${OMPI_MCA_rmaps_base_oversubscribe-} in
        1 | y* | t*) ;;
        *) echo "--map-by :OVERSUBSCRIBE" ;;
        esac
        ;;
    openmpi5)
        case ${PRTE_MCA_rmaps_default_mapping_policy-} in
        *[oO][vV][eE][rR]*) ;;
        *) echo "--map-by :OVERSUBSCRIBE" ;;
        esac
        ;;
    esac
}
