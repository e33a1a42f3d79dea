#!/usr/bin/python3
"""pickled.py - what a result weighs on its way from worker to parent.

Run:  ./pickled.py
Try:  a NumPy array of four hits; a lambda.
"""

import pickle

# ANCHOR: sizes
for report in (3, 9), (3, 196349), (3, 10**18):
    sent = pickle.dumps(report, protocol=4)
    print(f"{report} is {len(sent)} bytes: {pickle.loads(sent)}")
# ANCHOR_END: sizes
