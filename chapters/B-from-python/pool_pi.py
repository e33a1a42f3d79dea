#!/usr/bin/python3
"""pool_pi.py - a pool of worker processes throws darts, each its own.

Run:  ./pool_pi.py [DARTS [WORKERS]]
Try:  2 workers: is the sum the same?  Then -4 darts: who notices first?
"""

import multiprocessing
import sys

import numpy

SEED = 42


# ANCHOR: task
def count_hits(task):
    darts, seed = task
    if darts < 0:
        raise ValueError(f"nobody can throw {darts} darts")
    rng = numpy.random.default_rng(seed)
    xy = rng.random((darts, 2))
    return int(numpy.count_nonzero((xy * xy).sum(axis=1) < 1.0))
# ANCHOR_END: task


# ANCHOR: pool
def estimate(darts, workers):
    seeds = numpy.random.SeedSequence(SEED).spawn(workers)
    tasks = [(darts // workers, seed) for seed in seeds]
    with multiprocessing.get_context("fork").Pool(workers) as pool:
        return pool.map(count_hits, tasks)
# ANCHOR_END: pool


def main():
    darts = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    workers = int(sys.argv[2]) if len(sys.argv) > 2 else 4
    if not 1 <= workers <= 64 or darts % workers != 0:
        sys.exit("pool_pi.py: 1 to 64 workers that share the darts equally")
    # ANCHOR: except
    try:
        hits = estimate(darts, workers)
    except ValueError as error:
        sys.exit(f"pool_pi.py: {error}")
    # ANCHOR_END: except
    for worker, count in enumerate(hits):
        print(f"worker {worker}: {count} hits")
    print(f"{sum(hits)} hits: pi is about {4 * sum(hits) / darts:.6f}")


if __name__ == "__main__":
    main()
