#!/usr/bin/python3
"""double.py - twice the hits. A Python program of the small book.

Run:  ./double.py
"""


# ANCHOR: double
def double(hits):
    return 2 * hits
# ANCHOR_END: double


print(double(21))
