#!/usr/bin/python3
"""hello.py - every process says its rank and the size of its group.

The program of chapter 3's hello.c: the same two questions, the same line.

Run:  mpirun -n 4 ./hello.py
Try:  it without mpirun; print(MPI.Get_library_version()), then the mpirun
      of another MPI.
"""

# ANCHOR: main
from mpi4py import MPI

comm = MPI.COMM_WORLD
rank = comm.Get_rank()
size = comm.Get_size()

print(f"Hello! I am rank {rank} in group of {size} processes.")
# ANCHOR_END: main
