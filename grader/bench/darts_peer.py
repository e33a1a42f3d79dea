"""Darts a second in Python, on one core: "python RATE" and "numpy RATE".

Two ways that a reader of chapter 2 may know: one dart at a time with the
module numpy.random, and whole arrays of darts with numpy's default_rng.
"""

import sys
import time

import numpy
import numpy.random


def dart_by_dart(count):
    inside = 0
    for dart in range(count):
        across = numpy.random.random()
        up = numpy.random.random()
        if across * across + up * up < 1.0:
            inside += 1
    return inside


def array_by_array(count, block, generator):
    inside = 0
    for begin in range(0, count, block):
        across = generator.random(block)
        up = generator.random(block)
        inside += numpy.count_nonzero(across * across + up * up < 1.0)
    return inside


def rate(count, function, *arguments):
    start = time.thread_time()
    inside = function(count, *arguments)
    used = time.thread_time() - start
    if not 0.7 < inside / count < 0.86:
        sys.exit("darts_peer.py: this is not pi")
    return count / used


generator = numpy.random.default_rng(42)
print("python %.0f" % rate(400000, dart_by_dart))
# Arrays that stay in the cache, and arrays of the size one writes first: the
# faster one is the peer.
print("numpy %.0f" % max(
    rate(8000000, array_by_array, 10000, generator),
    rate(8000000, array_by_array, 1000000, generator)))
