# shellcheck shell=bash
# says.sh - what a faulty program is expected to be told; read by check.sh
# and classes.sh.

# The class, with its severity: `DEADLOCK (potential)`.
class_of() {
    local class severity
    read -r class severity < <(sed -n '1s,^// expect: ,,p' "$1")
    echo "$class${severity:+ ($severity)}"
}

# The sentence, places filled in.
sentence() {
    local text line mark
    text=$(sed -n 's,^// says: ,,p;s,^// says+ ,,p' "$1" | tr '\n' ' ' | sed 's/ $//')
    while read -r mark line; do
        text=${text//"{$mark}"/$(basename "$1"):$line}
    done < <(grep -n -o '/\* [0-9] \*/' "$1" | sed 's,\([0-9]*\):/\* \([0-9]\) \*/,\2 \1,')
    echo "$text"
}
