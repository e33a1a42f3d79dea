#!/usr/bin/python3
"""mpi_pi.py - every rank throws its part of one stream of darts.

The ranks add up their hits twice: as a Python object and as bytes.

Run:  mpirun -n 4 ./mpi_pi.py
Try:  1, 2 and 5 ranks (same sum); comm.allreduce for comm.reduce.
"""

import numpy
from mpi4py import MPI

SEED, DARTS = 42, 1_000_000

comm = MPI.COMM_WORLD
rank, size = comm.Get_rank(), comm.Get_size()
if DARTS % size != 0:
    comm.Abort(1)

# ANCHOR: share
share = DARTS // size
first = rank * share
bits = numpy.random.PCG64(SEED).advance(2 * first)  # two numbers a dart
xy = numpy.random.Generator(bits).random((share, 2))
mine = int(numpy.count_nonzero((xy * xy).sum(axis=1) < 1.0))
# ANCHOR_END: share

# ANCHOR: reduce
total = comm.reduce(mine, op=MPI.SUM, root=0)

one = numpy.array([mine], dtype=numpy.int64)
all_of_them = numpy.full(1, -1, dtype=numpy.int64)
comm.Reduce(one, all_of_them, op=MPI.SUM, root=0)

print(f"rank {rank}: mine {mine}, total {total} or {all_of_them[0]}")
# ANCHOR_END: reduce
if rank == 0:
    print(f"pi is about {4 * total / DARTS:.6f}")
