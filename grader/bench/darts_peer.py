"""Darts a second in Python, on one core.

"python RATE"  one dart at a time, with the module numpy.random
"arrays RATE"  a million darts at a time, with numpy's default_rng
"blocks RATE"  the same, 10,000 at a time: these arrays stay in the cache
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
print("arrays %.0f" % rate(8000000, array_by_array, 1000000, generator))
print("blocks %.0f" % rate(8000000, array_by_array, 10000, generator))
