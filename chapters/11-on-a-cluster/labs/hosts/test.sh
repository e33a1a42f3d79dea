#!/bin/bash
# test.sh PROGRAM... - tests of `make lab-hosts`: as this user and, if that
# is root, as an ordinary one too.  Nothing here depends on how long
# something takes.  Prints `ok NAME`, `FAIL NAME: why` or `skip NAME: why`.
set -u
cd "${0%/*}" && here=$PWD && cd ../../../.. || exit 2
lab=("$here/lab.sh" build/programs/openmpi "$@")
scratch=$(mktemp -d) || exit 2
trap 'rm -rf "$scratch"' EXIT
trap 'exit 130' INT TERM
chmod 755 "$scratch"
failed=0
verdict() { # NAME STATUS
    if [ "$2" -eq 0 ]; then
        echo "ok labs/hosts-$1"
    else
        echo "FAIL labs/hosts-$1: $(tr '\n' '|' <"$scratch/said" | tail -c 400)"
        failed=1
    fi
}
# What a reader may have set must not decide a test.
while read -r name; do
    unset "$name"
done < <(compgen -e | grep -E '^(OMPI_|PRTE_|PMIX_|HWLOC_)')

# All that a lab could leave on the machine.
machine_state() {
    ip -o link | sed 's/^[0-9]*: //; s/@.*//' | cut -d: -f1 | sort
    cat /etc/hosts
    hostname
    grep -c . /proc/self/mountinfo
    ls build/lab-hosts
    ls -d /tmp/ompi.node* /dev/shm/*.node[123].* 2>/dev/null
    lab_processes
}
# Processes of a lab that was started with this scratch folder's mark.
lab_processes() {
    grep -lszF "lab_mark=$scratch" /proc/[0-9]*/environ
}

cat >"$scratch/commands" <<'E2'
run() { timeout 120 mpirun --hostfile hosts "$@" </dev/null 2>&1; }
echo "== six"; run -n 6 ./where_am_i
echo "== addresses"
for n in node1 node2 node3; do on-node $n sh -c 'hostname; ip -o -4 addr show eth0'; done
echo "== heat"; run -n 3 --map-by node ./heat_sendrecv 24 1000
echo "== crash"; crash-node node3; run -n 6 ./where_am_i; echo "status $?"
crash-node node3; echo "again $?"
echo "== back"; start-node node3; run -n 6 ./where_am_i
for what in program path; do
    echo "== no-$what"; take-away $what node2; run -n 6 ./where_am_i; echo "status $?"
done
crash-node node2; start-node node2
echo "== given"; run -n 6 ./where_am_i
# A question that nobody answers: mpirun waits until it is ended.
echo "== no-ssh"; take-away ssh node2
mpirun --hostfile hosts -n 6 ./where_am_i </dev/null >asked 2>&1 & patience=600
until grep -q password asked || [ $((patience--)) -eq 0 ]; do sleep 0.1; done
kill -0 $! && kill -9 $! && echo waits; wait $!; cat asked
for what in program path; do take-away $what node2; done; give-back node2
take-away hat node2; echo "status $?"; take-away path node7; echo "status $?"
echo "== again"; run -n 6 ./where_am_i
switch() { nsenter -t 1 -n ip -o link show switch | grep -o '[<,]UP[,>]'; ps -C relay -o args=; }
echo "== slow"; slow 300us 1gbit; switch; run -n 2 --map-by node ./pingpong 500
crash-node node3; start-node node3; run -n 6 ./where_am_i
echo "== off"; slow off; switch; run -n 6 ./where_am_i
echo "== wrong"; for value in fast 0ms 11s 1bit infmbit nans; do slow 5ms; slow 1ms $value; echo "status $?"; done
switch; slow; echo "status $?"
echo "== end"
E2

# part NAME - what the lab printed under == NAME
part() { sed -n "/^== $1\$/,/^== /p" "$scratch/said"; }
ranks() { part "$1" | grep -c "^rank [0-5] of 6: on node$2, number [01] of 2 there"; }
three_nodes() { [ "$(ranks "$1" 1)$(ranks "$1" 2)$(ranks "$1" 3)" = 222 ]; }

# at_least NAME BYTES US: a message of BYTES took no less
at_least() { part "$1" | awk -v n="$2" -v us="$3" '$1 == n && $2 == "bytes" { found = $3 >= us } END { exit !found }'; }
# frames: how many have passed the last relay that ended
frames() { sed -n 's/^slow: \([0-9]*\) frames have passed, [0-9]* were lost$/\1/p' | tail -n 1; }

# all_of NAME COMMAND... - the lab, started by COMMAND; fails if it is not to
# be had here
all_of() {
    local who=$1
    shift
    machine_state >"$scratch/before"
    lab_mark=$scratch "$@" <"$scratch/commands" >"$scratch/said" 2>&1
    local status=$?
    machine_state >"$scratch/after"
    if [ "$status" -eq 3 ] && grep -q '^lab-hosts: ' "$scratch/said"; then
        echo "skip labs/hosts-$who: $(tr '\n' ' ' <"$scratch/said")"
        return 1
    fi
    [ "$status" -eq 0 ]; verdict "$who-ends-well" $?
    three_nodes six; verdict "$who-six-ranks-on-three-hosts" $?
    [ "$(part addresses | grep -cE '^node[123]$|10\.99\.0\.[123]/24')" = 6 ]
    verdict "$who-names-and-addresses" $?
    part heat | grep -q 'fingerprint 3dff6617781c2492$'
    verdict "$who-same-heat-as-on-one-host" $?
    part crash | grep -q '^on-node: node3 does not answer$' &&
        part crash | grep -q 'ORTE was unable to reliably start' &&
        ! part crash | grep -qE '^(rank|status 0|again 0)'
    verdict "$who-a-crashed-host-is-an-error" $?
    three_nodes back; verdict "$who-a-host-comes-back" $?
    part no-program | tr '\n' ' ' | grep -q 'could not access or execute an executable:.*Node: node2' &&
        ! part no-program | grep -qE '^(rank|status 0)'
    verdict "$who-without-the-program" $?
    part no-path | grep -q 'orted: not found' && part no-path | grep -qx 'status 127' &&
        ! part no-path | grep -q '^rank'
    verdict "$who-without-a-path" $?
    three_nodes given; verdict "$who-a-new-node-has-all" $?
    part no-ssh | grep -q "^node2's password:" && part no-ssh | grep -qx waits &&
        [ "$(part no-ssh | grep -cE '^take-away: say ssh|^status 1$')" = 4 ] &&
        ! part no-ssh | grep -q '^rank'
    verdict "$who-a-password-is-a-hang" $?
    three_nodes again; verdict "$who-given-back" $?
    part slow | grep -qx 'slow: a frame takes 0.3 ms longer; a node sends 1000 Mbit/s at most' &&
        part slow | grep -q '/relay 300us 1gbit$' && ! part slow | grep -q UP && three_nodes slow
    verdict "$who-a-relay-for-the-switch" $?
    at_least slow 8 300 && at_least slow 2000000 16300; verdict "$who-no-frame-is-early" $?
    # 16 batches of 200 messages each way, of 8 bytes and of 4000
    [ "$(part off | frames)" -ge 12800 ]; verdict "$who-every-message-is-a-frame" $?
    part off | grep -q UP && ! part off | grep -q /relay && three_nodes off
    verdict "$who-fast-again" $?
    [ "$(part wrong | grep -c '^slow: ".*" is no delay, .* and no rate')$(part wrong | grep -cx 'status 1')" = 67 ] &&
        part wrong | grep -q UP && ! part wrong | grep -q /relay
    verdict "$who-no-delay-and-no-rate" $?
    diff "$scratch/before" "$scratch/after" >"$scratch/said"
    verdict "$who-leaves-nothing" $?
    return 0
}

# What the lesson prints of a slow network; only the count may differ.
lesson() {
    sed -n '/^## Slow/,/^## When/s/^node1\$ //p' "$here/README.md" >"$scratch/lesson"
    lab_mark=$scratch "${lab[@]}" <<<"bash $scratch/lesson </dev/null" >"$scratch/said" 2>"$scratch/noise"
    # 1000 steps, two pairs, a message each way
    [ "$(frames <"$scratch/said")" -ge 4000 ]; verdict lesson-counts-the-halo $?
    local count='s/^slow: [0-9]+ /slow: N /'
    diff <(sed -n '/^## Slow/,/^## When/{/^node1\$/,/^```/{/^node1\$\|^```/!p}}' "$here/README.md" |
        sed -E "$count") <(sed -E "$count" "$scratch/said") >"$scratch/differs"
    local status=$?
    mv "$scratch/differs" "$scratch/said"
    verdict lesson-as-printed $status
}

# The lab is killed while ranks run: nothing may survive it.
killed() {
    mkfifo "$scratch/pipe"
    machine_state >"$scratch/before"
    lab_mark=$scratch "${lab[@]}" <"$scratch/pipe" >"$scratch/said" 2>&1 &
    local pid=$! patience=600
    exec 9>"$scratch/pipe"
    echo "slow 1ms; mpirun --hostfile hosts -n 6 sh -c 'echo here; exec sleep 1000'" >&9
    until [ "$(grep -c '^here$' "$scratch/said")" = 6 ] || [ $((patience--)) -eq 0 ]; do
        sleep 0.1
    done
    [ "$(lab_processes | wc -l)" -gt 9 ] && grep -q '^slow: ' "$scratch/said"
    verdict killed-while-it-runs $?
    kill -9 "$pid"
    wait "$pid" 2>/dev/null
    exec 9>&-
    patience=100
    while [ -n "$(lab_processes)" ] && [ $((patience--)) -gt 0 ]; do
        sleep 0.1
    done
    machine_state >"$scratch/after"
    diff "$scratch/before" "$scratch/after" >"$scratch/said"
    verdict killed-leaves-nothing $?
}

# Without a tool: one sentence with the cure.
mkdir "$scratch/bare"
for tool in bash sh dirname id; do
    ln -s "$(type -P $tool)" "$scratch/bare/$tool"
done
sed "s|^PATH=.*||; s|^here=.*|here='$here'|" "$here/lab.sh" >"$scratch/lab.sh"
PATH=$scratch/bare bash "$scratch/lab.sh" x </dev/null >"$scratch/said" 2>&1
[ $? -eq 3 ] && grep -q 'apt-get install util-linux' "$scratch/said"
verdict says-what-is-missing $?

mkdir -p build/lab-hosts
all_of "$([ "$(id -u)" -eq 0 ] && echo root || echo user)" "${lab[@]}" && killed && lesson
if [ "$(id -u)" -eq 0 ]; then
    as_user=(setpriv --reuid=65534 --regid=65534 --clear-groups
        env "HOME=$scratch" "PATH=/usr/local/bin:/usr/bin:/bin")
    if "${as_user[@]}" test -r "$here/lab.sh"; then
        all_of user "${as_user[@]}" "${lab[@]}"
    else
        echo "skip labs/hosts-user: an ordinary user cannot read $PWD"
    fi
fi
exit $failed
