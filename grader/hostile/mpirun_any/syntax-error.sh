# expect: WRONG
# tries: a line that no shell understands

case in esac (
