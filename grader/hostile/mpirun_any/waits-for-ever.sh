# expect: TLE
# tries: sleeps for ever

sleep 100000
