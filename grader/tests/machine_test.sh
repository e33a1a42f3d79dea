#!/bin/bash
# machine_test.sh - tests of what lies between a machine and the course:
# grader/machine, the Makefile and chapters.mk.  Prints `ok` and `FAIL` lines.
#
# Launchers, apt-get and sudo that this machine has not are played by short
# stand-ins; everything that it has is run for real, in a copy.
set -u
cd "${0%/*}/../.." || exit 2
repository=$PWD
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
trap 'exit 130' INT TERM
failed=0

# What a reader may have set must not decide a test.
unset MPI CC MAKEFLAGS MAKELEVEL MFLAGS
while read -r name; do
    unset "$name"
done < <(compgen -e | grep -E '^(OMPI_|PRTE_|PMIX_|HWLOC_)')

ok() { echo "ok $1"; }
fail() {
    echo "FAIL $1: $(printf '%s' "$2" | tr '\n' '|' | cut -c 1-400)"
    failed=1
}
# equal NAME WANTED GOT, has NAME WANTED TEXT
equal() { if [ "$2" = "$3" ]; then ok "$1"; else fail "$1" "wanted <$2>, got <$3>"; fi; }
has() { case $3 in *"$2"*) ok "$1" ;; *) fail "$1" "<$2> is not in <$3>" ;; esac; }
lacks() { case $3 in *"$2"*) fail "$1" "<$2> is in <$3>" ;; *) ok "$1" ;; esac; }

# stand_in FOLDER NAME: a command whose script is read from stdin.
stand_in() {
    mkdir -p "$1"
    rm -f "$1/$2"
    { echo '#!/bin/sh'; cat; } >"$1/$2"
    chmod +x "$1/$2"
}
# lend FOLDER NAME: the real command, by a script of its own and never by a
# link: a stand-in written over a link would overwrite the real command.
lend() { stand_in "$1" "$2" <<<"exec '$(type -P "$2")' \"\$@\""; }
# bare FOLDER: a PATH with the tools of every Unix and nothing of the course.
bare() {
    local tool
    for tool in sh env awk basename cat chmod cmp cut date dirname env expr \
        false fold getconf grep head id ls mkdir mktemp nproc printf rm sed \
        sleep sort tail tee tr true uname wc; do
        lend "$1" "$tool"
    done
}
# launcher FOLDER NAME VERSION-TEXT SLOTS: a stand-in that says who it is.
launcher() {
    stand_in "$1" "$2" <<END
case "\$*" in
--version) echo '$3'; exit 0 ;;
*display*allocation*) echo '    vm: flags=0x11 slots=$4 max_slots=0 slots_inuse=0'; exit 0 ;;
esac
env | grep -E '^(OMPI|PRTE|HWLOC)' >'$scratch/environment'
for word; do echo "<\$word>"; done
exit 9
END
}
ordinary() { stand_in "$1" id <<<'case $1 in -u) echo 1000 ;; *) echo reader ;; esac'; }
root_user() { stand_in "$1" id <<<'case $1 in -u) echo 0 ;; *) echo root ;; esac'; }

v4='mpirun (Open MPI) 4.1.4'
v5='mpirun (Open MPI) 5.0.3'
hydra='HYDRA build details:'

test_families() {
    # The scripts say where they live before they source mpi.sh.
    local machine=grader/machine
    . grader/machine/mpi.sh
    local wanted text
    while IFS='=' read -r wanted text; do
        launcher "$scratch/family" any "$text" 4
        equal "\"$text\" is $wanted" "$wanted" \
            "$(mpi_family "$scratch/family/any")"
    done <<END
openmpi4=$v4
openmpi4=mpirun.openmpi (OpenRTE) 4.1.4
openmpi4=mpirun (Open MPI) 4.0.3
openmpi5=$v5
openmpi5=mpirun (Open MPI) 6.1.0
openmpi5=prterun (PRRTE) 3.0.2
mpich=$hydra
intel=Intel(R) MPI Library for Linux* OS, Version 2021.10
unknown=a program that has never heard of ranks
END
    launcher "$scratch/family" any "$v5" 4
    equal "version is read" 5.0.3 "$(mpi_version "$scratch/family/any")"
    equal "slots are asked of the launcher" 4 \
        "$(mpi_slots "$scratch/family/any")"
}

test_wrapper() {
    local box=$scratch/wrapper said
    bare "$box"
    launcher "$box" mpirun "$v5" 2
    said=$(PATH=$box grader/machine/mpirun -n 4 ./x "two words" '')
    equal "mpirun passes the exit status on" 9 $?
    equal "mpirun passes the words on" '<-n> <4> <./x> <two words> <> ' \
        "$(printf '%s\n' "$said" | tr '\n' ' ')"
    has "Open MPI 5 is told to oversubscribe" \
        "PRTE_MCA_rmaps_default_mapping_policy=:oversubscribe" \
        "$(cat "$scratch/environment")"
    launcher "$box" mpirun "$v4" 2
    PATH=$box grader/machine/mpirun -n 4 ./x >/dev/null
    has "Open MPI 4 is told to oversubscribe" \
        "OMPI_MCA_rmaps_base_oversubscribe=1" "$(cat "$scratch/environment")"
    OMPI_MCA_btl=self,tcp PATH=$box grader/machine/mpirun -n 4 ./x >/dev/null
    has "what the caller has set stays" "OMPI_MCA_btl=self,tcp" \
        "$(cat "$scratch/environment")"
    said=$(PATH=$box MPI=mpich grader/machine/mpirun -n 2 ./x 2>&1)
    equal "no MPICH: status 127" 127 $?
    has "no MPICH: the cure is named" "make setup" "$said"
    said=$(PATH=$box grader/machine/mpicc -c x.c 2>&1)
    has "no mpicc: the cure is named" "make setup" "$said"
    said=$(MPI=lam grader/machine/mpirun -n 2 ./x 2>&1)
    has "MPI=lam is refused with a sentence" "MPI=openmpi and MPI=mpich" "$said"
    ln -s "$repository/grader/machine/mpirun" "$box/mpirun.openmpi"
    rm "$box/mpirun"
    said=$(PATH=$repository/grader/machine:$box timeout 10 \
        grader/machine/mpirun -n 2 ./x 2>&1)
    equal "mpirun never starts itself" 127 $?
}

test_ranks() {
    local mpi ranks said
    for mpi in openmpi mpich; do
        ranks=4
        [ $mpi = openmpi ] || ranks=2
        if ! (machine=grader/machine; . grader/machine/mpi.sh
            mpi_launcher $mpi) >/dev/null; then
            echo "skip $mpi starts ranks: it is not installed (make setup)"
            continue
        fi
        said=$(MPI=$mpi grader/machine/mpicc -o "$scratch/hello" \
            chapters/03-hello-mpi/hello.c &&
            MPI=$mpi timeout 60 grader/machine/mpirun -n $ranks \
                "$scratch/hello" 2>&1)
        equal "$mpi starts $ranks ranks" $ranks \
            "$(printf '%s\n' "$said" | grep -c "in group of $ranks processes")"
        MPI=$mpi timeout 60 grader/machine/mpirun -n 1 sh -c 'exit 7' \
            >/dev/null 2>&1
        equal "$mpi passes the exit status on" 7 $?
        said=$(MPI=$mpi grader/machine/mpicc -o "$scratch/libc_kept" \
            grader/tests/libc_kept.c -ldl &&
            MPI=$mpi timeout 60 grader/machine/mpirun -n 1 \
                "$scratch/libc_kept" 2>&1)
        equal "$mpi leaves the C library's code as it is" "all kept" "$said"
    done
}

test_packages() {
    local said
    said=$(awk '/^[ \t]*(#|$)/ { next }
        $1 !~ /^(run|check|fresh)$/ { print FNR ": group " $1 }
        NF < 4 { print FNR ": too few words" }
        seen[$2]++ { print FNR ": " $2 " twice" }' grader/machine/packages.txt)
    equal "packages.txt is well formed" "" "$said"
    said=$(grader/machine/setup.sh nonsense 2>&1)
    equal "an unknown group: status 2" 2 $?
    has "an unknown group: a sentence" 'no group "nonsense"' "$said"
}

test_setup() {
    local box=$scratch/setup said
    bare "$box"
    said=$(PATH=$box grader/machine/setup.sh run 2>&1)
    equal "without apt-get: status 2" 2 $?
    has "without apt-get: packages by name" libopenmpi-dev "$said"
    has "without apt-get: what for" "Open MPI: mpicc compiles" "$said"
    lacks "without apt-get: only the group asked for" poppler-utils "$said"

    # apt-get says that all is well and brings nothing.
    stand_in "$box" apt-get <<<"echo \"apt-get \$*\" >>'$scratch/apt'"
    ordinary "$box"
    said=$(PATH=$box grader/machine/setup.sh run 2>&1)
    equal "neither root nor sudo: status 2" 2 $?
    has "neither root nor sudo: the line to ask for" \
        "apt-get install --no-install-recommends" "$said"
    [ ! -e "$scratch/apt" ] && ok "neither root nor sudo: apt-get is not run" ||
        fail "neither root nor sudo: apt-get is not run" "$(cat "$scratch/apt")"
    stand_in "$box" sudo <<<"echo \"\$*\" >>'$scratch/sudo'; exec \"\$@\""
    said=$(PATH=$box grader/machine/setup.sh run 2>&1)
    equal "apt-get brings nothing: status 2" 2 $?
    has "apt-get brings nothing: a sentence" "and yet this machine has not" "$said"
    equal "sudo is for apt-get only" "" \
        "$(grep -v '^env DEBIAN_FRONTEND=noninteractive LC_ALL=C apt-get ' "$scratch/sudo")"
    has "no recommended packages" "--no-install-recommends" "$(cat "$scratch/apt")"
    rm "$scratch/sudo"
    root_user "$box"
    PATH=$box grader/machine/setup.sh run >/dev/null 2>&1
    [ ! -e "$scratch/sudo" ] && ok "root needs no sudo" ||
        fail "root needs no sudo" "$(cat "$scratch/sudo")"

    stand_in "$box" apt-get <<<'echo "E: Unable to locate package"; exit 100'
    said=$(PATH=$box grader/machine/setup.sh run 2>&1)
    equal "apt-get fails: status 2" 2 $?
    has "apt-get fails: its last words" "E: Unable to locate" "$said"
    has "apt-get fails: a sentence" "could not install" "$said"
}

# Daemons that a lab starts by itself are not started by their packages.
test_services() {
    local box=$scratch/services tree=$scratch/services-tree policy=$scratch/policy
    bare "$box"
    root_user "$box"
    mkdir -p "$tree/grader"
    cp -R grader/machine "$tree/grader"
    printf 'run munge /nonexistent/munged keys\nrun other /nonexistent/other x\n' \
        >"$tree/grader/machine/packages.txt"
    stand_in "$box" apt-get <<<"echo \"\$(\"$policy\"; echo \$?)\" >>'$scratch/policies'"
    stand_in "$box" update-rc.d <<<"echo \"\$*\" >>'$scratch/rc'"
    (cd "$tree" && POLICY_RC_D=$policy PATH=$box grader/machine/setup.sh run >/dev/null 2>&1)
    equal "no daemon is started while it is installed" "101 101" \
        "$(xargs <"$scratch/policies")"
    equal "a daemon is not started at boot" "munge disable" "$(cat "$scratch/rc")"
    [ ! -e "$policy" ] && ok "the ban on starting daemons is lifted" ||
        fail "the ban on starting daemons is lifted" "$policy is still there"
    echo 'exit 0' >"$policy" && chmod +x "$policy"
    (cd "$tree" && POLICY_RC_D=$policy PATH=$box grader/machine/setup.sh run >/dev/null 2>&1)
    equal "a ban of the machine's own is left as it is" "exit 0" "$(cat "$policy")"
}

# npm is asked once, for what the lockfile names, and a refusal is no end.
test_npm() {
    local box=$scratch/npm tree=$scratch/npm-tree said
    bare "$box"
    lend "$box" cp
    mkdir -p "$tree/grader" "$tree/book/tests"
    cp -R grader/machine "$tree/grader"
    printf 'check cmp cmp compares\n' >"$tree/grader/machine/packages.txt"
    cp book/tests/package*.json "$tree/book/tests"
    stand_in "$box" npm <<<'exit 1'
    said=$(cd "$tree" && PATH=$box grader/machine/setup.sh check 2>&1)
    equal "npm refuses: status 0" 0 $?
    has "npm refuses: a sentence" "could not install playwright-core" "$said"
    stand_in "$box" npm <<<"echo \$* >>'$scratch/npm-said'; mkdir -p node_modules"
    (cd "$tree" && PATH=$box grader/machine/setup.sh check >/dev/null 2>&1)
    (cd "$tree" && PATH=$box grader/machine/setup.sh check >/dev/null 2>&1)
    equal "npm is asked once, for the lockfile" \
        "ci --no-audit --no-fund --ignore-scripts" "$(cat "$scratch/npm-said")"
    equal "the lockfile names no host" "" \
        "$(grep -E 'https?:' book/tests/package-lock.json)"
}

# line_of SAID PROGRAM: the printed line that runs the program.
line_of() { printf '%s\n' "$1" | sed -n "s|^    \(.*\./$2\)\$|\1|p" | head -n 1; }

test_lines() {
    local box said
    # WHO VERSION SLOTS -> the line
    while IFS=';' read -r who version slots wanted; do
        box=$scratch/lines
        rm -rf "$box"
        bare "$box"
        $who "$box"
        launcher "$box" mpirun "$version" "$slots"
        said=$(PATH=$box grader/machine/how_to_run.sh chapters/03-hello-mpi 2>&1)
        equal "line for $who, $version, $slots slots" "$wanted" \
            "$(line_of "$said" hello)"
        if [ "$wanted" = "mpirun -n 4 ./hello" ]; then
            lacks "no excuse where none is needed" "Chapter 4" "$said"
        else
            has "the line is explained" "Chapter 4 explains" "$said"
        fi
    done <<END
ordinary;$v4;4;mpirun -n 4 ./hello
ordinary;$v5;8;mpirun -n 4 ./hello
ordinary;$v4;2;mpirun --map-by :OVERSUBSCRIBE -n 4 ./hello
ordinary;$v5;2;mpirun --map-by :OVERSUBSCRIBE -n 4 ./hello
root_user;$v4;8;mpirun --allow-run-as-root -n 4 ./hello
root_user;$v4;1;mpirun --allow-run-as-root --map-by :OVERSUBSCRIBE -n 4 ./hello
END
    # mpirun is MPICH's: the line must name the other one.
    launcher "$box" mpirun "$hydra" 2
    launcher "$box" mpirun.openmpi 'mpirun.openmpi (OpenRTE) 4.1.4' 4
    ordinary "$box"
    said=$(PATH=$box grader/machine/how_to_run.sh chapters/03-hello-mpi)
    equal "mpirun is MPICH's: the line names Open MPI's" \
        "mpirun.openmpi -n 4 ./hello" "$(line_of "$said" hello)"
    rm "$box"/mpirun*
    said=$(PATH=$box grader/machine/how_to_run.sh chapters/03-hello-mpi 2>&1)
    has "no launcher: the cure is named" "make setup" "$said"
}

# A copy, so that the programs in the repository's root stay as they are.
make_copy() {
    mkdir -p "$scratch/copy"
    cp -R Makefile chapters exercises solutions grader book "$scratch/copy"
}

# Every program's line has the arguments that its lesson types first.
test_lessons() {
    local box=$scratch/lines said folder typed
    rm -rf "$box"
    bare "$box"
    ordinary "$box"
    launcher "$box" mpirun "$v4" 8
    for folder in chapters/[0-9A-Z]*-*; do
        said=$(PATH=$box grader/machine/how_to_run.sh "$folder" | sed -n 's/^    //p' | sort)
        typed=$(for source in "$folder"/*.c "$folder"/*.py; do
            name=$(basename "$source" .c)
            grep -m1 -E "^\\$ .*\./$name( |\$)" "$folder/README.md" | cut -c3-
        done | sort)
        equal "the lines of $folder are the lesson's" "" \
            "$(comm -13 <(echo "$said") <(echo "$typed"))"
    done
    # Python alone; what a contract needs and is not here.
    folder=$scratch/P-python
    mkdir "$folder"
    echo 'from mpi4py import MPI' >"$folder/ranks.py"
    echo 'print(1)' >"$folder/one.py"
    printf 'run ./one.py\nneeds /bin/sh /nowhere/numpy\n' >"$folder/one.expect"
    said=$(PATH=$box grader/machine/how_to_run.sh "$folder")
    has "the line of a Python program" "    ./one.py" "$said"
    has "the line of a Python program of MPI" \
        "    mpirun -n 4 ./ranks.py" "$said"
    equal "what a Python program needs" \
        'There is no /nowhere/numpy: type `make setup`.' \
        "$(printf '%s\n' "$said" | tail -n 1)"
}

test_chapters() {
    local said line
    make_copy
    said=$(cd "$scratch/copy" && make -s chapter3 2>&1)
    equal "make chapter3" 0 $?
    line=$(line_of "$said" hello)
    said=$(cd "$scratch/copy" && timeout 60 sh -c "$line" 2>&1)
    equal "the line of chapter 3 runs as printed: $line" 4 \
        "$(printf '%s\n' "$said" | grep -c 'in group of 4 processes')"
    said=$(cd "$scratch/copy" && make chapter3 | grep -c -E 'gcc|mpicc')
    equal "a second make chapter3 compiles nothing" 0 "$said"

    if command -v clang >/dev/null; then
        (cd "$scratch/copy" && make -s CC=clang chapter3 >/dev/null 2>&1)
        has "CC=clang builds anew" clang \
            "$(readelf -p .comment "$scratch/copy/hello" 2>&1)"
    else
        echo "skip CC=clang builds anew: clang is not installed (make setup)"
    fi
    if command -v mpicc.mpich >/dev/null; then
        said=$(cd "$scratch/copy" && make -s MPI=mpich chapter3 2>&1)
        line=$(line_of "$said" hello)
        said=$(cd "$scratch/copy" && timeout 60 sh -c "$line" 2>&1)
        has "the line of MPI=mpich runs as printed: $line" "rank 1 in group of" \
            "$said"
    else
        echo "skip MPI=mpich builds anew: MPICH is not installed (make setup)"
    fi
    said=$(cd "$scratch/copy" && make chapter99 2>&1)
    has "a chapter that is not there gets a sentence" \
        "There is no chapter99 here" "$said"
    said=$(cd "$scratch/copy" && make MPI=lam chapter3 2>&1)
    has "make MPI=lam gets a sentence" "this course knows" "$said"
    (cd "$scratch/copy" && make -s chapters clean >/dev/null 2>&1)
    equal "make clean leaves nothing built" "Makefile book chapters exercises grader solutions" \
        "$(ls "$scratch/copy" | LC_ALL=C sort | tr '\n' ' ' | sed 's/ $//')"
}

test_ordinary_user() {
    if [ "$(id -u)" -ne 0 ] || ! command -v setpriv >/dev/null; then
        echo "skip the same as another user: only root can become one"
        return
    fi
    local said line
    chmod 711 "$scratch"
    chown -R 65534:65534 "$scratch/copy"
    as_user() {
        (cd "$scratch/copy" && HOME=$scratch/copy setpriv --reuid 65534 \
            --regid 65534 --clear-groups "$@" 2>&1)
    }
    said=$(as_user make -s chapter3)
    line=$(line_of "$said" hello)
    lacks "an ordinary user needs no leave" allow-run-as-root "$line"
    said=$(as_user timeout 60 sh -c "$line")
    equal "the line runs for an ordinary user: $line" 4 \
        "$(printf '%s\n' "$said" | grep -c 'in group of 4 processes')"
}

test_names() {
    local names targets offered said
    names=$(ls chapters/[0-9]*/*.c | sed 's|.*/||; s|\.c$||' | sort)
    equal "names of programs are unique" "" "$(printf '%s\n' "$names" | uniq -d)"
    targets=$(find . -name '*.mk' -not -path './build/*' -exec cat Makefile {} + | sed -n 's/^\([a-z][a-z-]*\):\( .*\)*$/\1/p' | sort -u)
    offered=$(make help | sed -n 's/^    make \([a-z-]*\) .*/\1/p' | sort)
    # Of what is offered, chapters.mk knows that a program may be called so.
    equal "no program is called like a target that is not offered" "" \
        "$(printf '%s\n' "$names" | grep -Fx "$targets" | grep -vFx "$offered")"
    for said in $(printf '%s\n' "$names" | grep -Fx "$offered"); do
        lacks "make $said makes what is offered" "-o chapters/../$said " \
            "$(make -n "$said" 2>&1)"
    done
    said=$(printf '%s\n' "$offered" | grep -vFx "$targets")
    equal "make names only what can be made" "" "$said"
}

test_doctor() {
    local said
    said=$(timeout 120 grader/machine/doctor.sh 2>&1)
    equal "doctor finds all that it needs" "" \
        "$(printf '%s\n' "$said" | grep -E -A 1 '^  NO ')"
    has "doctor counts the slots" "slots" "$said"
    has "doctor tries the sanitizers" "finds the race" "$said"
    local box=$scratch/doctor
    bare "$box"
    lend "$box" df
    lend "$box" timeout
    said=$(PATH=$box grader/machine/doctor.sh 2>&1)
    equal "doctor on a bare machine: status 1" 1 $?
    has "doctor on a bare machine: the cure" "cure: make setup" "$said"
}

test_tally() {
    local said
    said=$(grader/machine/tally.sh 'a=echo ok 1; echo ok 2' 2>&1)
    equal "tally: all passed, status 0" 0 $?
    equal "tally: all passed" "2 passed, 0 failed" \
        "$(printf '%s\n' "$said" | tail -n 1)"
    has "tally says how long a part took" "== a took 0 s" "$said"
    said=$(grader/machine/tally.sh 'a=echo ok 1; echo FAIL x: y; exit 1' \
        'b=kill -9 $$' 'c=true' 'd=echo ok 2; exit 3' 'e=echo skip z: none' \
        2>&1)
    equal "tally: some failed, status 1" 1 $?
    equal "tally: a failure, a crash, silence, a bad end" \
        "2 passed, 4 failed" "$(printf '%s\n' "$said" | tail -n 1)"
    has "tally names the part that crashed" "FAIL b: ended with status" "$said"
    said=$(PART_LIMIT=1 grader/machine/tally.sh 'slow=sleep 9' 2>&1)
    has "tally stops a part that takes too long" "FAIL slow: took more" "$said"
}

test_fresh() {
    local box=$scratch/fresh said
    bare "$box"
    ordinary "$box"
    said=$(PATH=$box grader/machine/fresh.sh 2>&1)
    equal "check-fresh without root: status 2" 2 $?
    has "check-fresh without root: a sentence" "needs root" "$said"
    said=$(FRESH_RUNS="root-start root-stop" grader/machine/fresh.sh 2>&1)
    equal "check-fresh with a run that is not there: status 2" 2 $?
    has "check-fresh with a run that is not there: a sentence" \
        'no run "root-stop"' "$said"
}

test_families
test_wrapper
test_ranks
test_packages
test_setup
test_services
test_npm
test_lines
test_lessons
test_chapters
test_ordinary_user
test_names
test_doctor
test_tally
test_fresh
exit $failed
