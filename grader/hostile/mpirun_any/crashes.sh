# expect: CRASH
# tries: ends by a signal

kill -SEGV $$
