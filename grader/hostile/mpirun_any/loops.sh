# expect: TLE
# tries: never ends

while :; do :; done
