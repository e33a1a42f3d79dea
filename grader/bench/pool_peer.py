"""Tasks a second of Python's multiprocessing.Pool.map with 2 workers.

"py_tiny RATE"     chunksize=1, tasks that add 1 to a number
"py_chunks RATE"   chunksize=1000
"py_others SHARE"  chunksize=1, one task is slow: the share of the remaining
                   tasks that was not done by the worker that has it

The pool exists before the clock starts.
"""

import multiprocessing
import os
import time


def tiny(x):
    return x + 1


def one_slow(x):
    length = 0.3 if x == 0 else 20e-6
    start = time.monotonic()
    while time.monotonic() - start < length:
        pass
    return os.getpid()


def rate(pool, count, chunk):
    start = time.monotonic()
    results = pool.map(tiny, range(count), chunksize=chunk)
    used = time.monotonic() - start
    assert results[-1] == count
    return count / used


if __name__ == "__main__":
    multiprocessing.set_start_method("fork")
    with multiprocessing.Pool(2) as pool:
        pool.map(tiny, range(100), chunksize=1)
        print("py_tiny %.0f" % rate(pool, 20000, 1))
        print("py_chunks %.0f" % rate(pool, 1000000, 1000))
        who = pool.map(one_slow, range(2001), chunksize=1)
        others = sum(worker != who[0] for worker in who[1:])
        print("py_others %.4f" % (others / 2000))
