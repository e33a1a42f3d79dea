#!/bin/sh
# glossary.sh - does every signature of the glossary agree with the headers?
# A C file that declares each function again, and uses each type and constant,
# must compile.
set -u
glossary=${1:-book/glossary.txt}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
awk '
    BEGIN { print "#define _GNU_SOURCE" }
    /^#/ || /^$/ { next }
    /^include / { for (i = 2; i <= NF; i++) print "#include " $i; next }
    /^[^ ]/ { name = $1; next }
    { sub(/^ +/, "") }
    /^type$/ { print "void use_" name "(" name " *x);"; next }
    /^generic: / { print "#ifndef " name "\n#error no " name "\n#endif"; next }
    /^member of / { sub(":", "", $3)
        print "static inline void use_" name "(" $3 " *s) { " $4 \
            " x = s->" name "; (void)x; }"; next }
    /^initializer of / { print $3 " value_" name " = " name ";"; next }
    /;$/ { print; next }
    { print "static inline void use_" name "(void) { " $0 \
        (/\*$/ ? "" : " ") "x = " name "; (void)x; }" }
' "$glossary" >"$work/glossary.c"
for mpi in openmpi mpich; do
    compiler=$(machine=grader/machine; . grader/machine/mpi.sh; mpi_compiler $mpi) || {
        echo "skip book: glossary: there is no $mpi (make setup)"
        continue
    }
    if $compiler -std=gnu11 -fsyntax-only -Wno-pedantic \
        "$work/glossary.c" 2>"$work/log"; then
        echo "ok book: every signature of the glossary is $mpi's"
    else
        echo "FAIL book: every signature of the glossary is $mpi's:" \
            "$(grep -m 3 error "$work/log" | tr '\n' ' ')"
    fi
done
