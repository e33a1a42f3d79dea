#!/usr/bin/python3
"""same_darts.py - four workers, one global generator copied by fork.

Run:  ./same_darts.py
Try:  "spawn" in place of "fork".  Then move the call of seed into
      throw_darts, and run again.
"""

import multiprocessing

import numpy

WORKERS, DARTS_EACH = 4, 50_000


# ANCHOR: throw
def throw_darts(darts):
    hits = 0
    for _ in range(darts):
        x, y = numpy.random.random(), numpy.random.random()
        hits += x * x + y * y < 1.0
    return int(hits)
# ANCHOR_END: throw


# ANCHOR: pools
def main():
    numpy.random.seed(42)
    for number in 1, 2:
        with multiprocessing.get_context("fork").Pool(
                WORKERS, maxtasksperchild=1) as pool:
            hits = pool.map(throw_darts, [DARTS_EACH] * WORKERS, 1)
        print(f"pool {number}: {hits}")
# ANCHOR_END: pools


if __name__ == "__main__":
    main()
