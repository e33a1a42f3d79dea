#!/bin/sh
# smpicc.sh - SimGrid's compiler for simulated MPI, or what is missing.
if ! command -v smpicc >/dev/null || ! command -v smpirun >/dev/null; then
    echo "lab-1024 needs SimGrid: smpicc and smpirun are not here. On" \
        "Debian or Ubuntu: apt-get install libsimgrid-dev (make setup" \
        "does it)." >&2
    exit 2
fi
exec smpicc "$@"
