/*
 * probe_alone.h - for the probe of an exercise without MPI in a chapter of
 * MPI.  Its contract.h includes mpi.h, so it is compiled by mpicc; but it
 * runs alone, without mpirun and MPI_Init, with the main program of
 * probe_plain.c.  grader.mk finds such probes by this include.
 */
#ifndef MANY_HANDS_PROBE_ALONE_H
#define MANY_HANDS_PROBE_ALONE_H

#include "probe.h"

#include <mpi.h>

#endif
