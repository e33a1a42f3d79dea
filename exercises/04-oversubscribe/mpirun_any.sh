#!/bin/sh
# mpirun_any.sh N PROG [ARG...] - start N ranks of PROG with any mpirun.
#
# contract.h lists what it must do.  Ask `mpirun --version` who it is, then
# choose the options that this launcher understands and needs.  The lesson's
# sections "Insisting", "MPICH does not ask" and "Root" name them.

# TODO: check the usage, then start N ranks, not one.
mpirun -n 1 "$2"
