#!/usr/bin/python3
"""gil.py - how many threads are in the middle of their darts at once?

Python's threads pass one lock on, every 5 ms.  Here they keep it for an
hour, unless they let it go themselves.

Run:  ./gil.py loop      one dart at a time, in Python
      ./gil.py arrays    all of them in a few calls of NumPy
Try:  the loop without the call of setswitchinterval.
"""

import sys
import threading

import numpy

THREADS = 4
inside = most = 0


def one_by_one(rng):
    hits = 0
    for _ in range(20_000):
        x, y = rng.random(), rng.random()
        hits += x * x + y * y < 1.0
    return hits


def in_arrays(rng):
    return numpy.count_nonzero((rng.random((4_000_000, 2)) ** 2).sum(1) < 1)


# ANCHOR: work
def work(throw, seed, start):
    global inside, most
    rng = numpy.random.default_rng(seed)
    start.wait()  # until all the threads are here
    inside += 1
    most = max(most, inside)
    throw(rng)
    inside -= 1
# ANCHOR_END: work


def main():
    throw = in_arrays if sys.argv[1:] == ["arrays"] else one_by_one
    sys.setswitchinterval(3600)
    start = threading.Barrier(THREADS)
    threads = [threading.Thread(target=work, args=(throw, seed, start))
               for seed in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(f"{THREADS} threads, at most {most} at once")


if __name__ == "__main__":
    main()
