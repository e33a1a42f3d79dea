# expect: WRONG
# tries: ends by a signal

kill -SEGV $$
