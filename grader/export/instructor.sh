#!/bin/sh
# instructor.sh OUT PANDOC CONTRACT - the course as instructors get it: all of
# it, with slides, minutes and an answer key beside it.
set -eu
out=$1
pandoc=$2
contract=$3
here=grader/export

rm -rf "$out"
mkdir -p "$out/slides/fonts" "$out/many-hands"
git rev-parse --git-dir >/dev/null 2>&1 || {
    echo "instructor: this must be a git clone." >&2
    exit 2
}
git ls-files -z | tar --null --files-from=- -cf - | tar -xf - -C "$out/many-hands"
# A repository of its own: what `make student` exports is what is committed.
(
    cd "$out/many-hands"
    git init -q
    git add --all --force
    git -c user.name='Many Hands' -c user.email=many-hands@localhost \
        -c commit.gpgsign=false commit -q -m 'The course as instructors get it'
)

"$pandoc" -f markdown -L book/book.lua --metadata-file=book/book.yml \
    -M contract="$contract" -M mode=slides -M out="$out/slides" \
    -t plain -o /dev/null /dev/null
cp book/theme/theme.css book/theme/slides.css book/theme/slides.js "$out/slides"
cp book/fonts/*.woff2 "$out/slides/fonts"

page() { # page NAME TITLE [OPTION...]: Markdown on standard input
    file=$1
    title=$2
    shift 2
    "$pandoc" -f markdown -t html5 -s --metadata pagetitle="$title" \
        --template="$here/page.html" -o "$out/$file.html" "$@"
}
# Files between, so that a failure of `key` is not lost in a pipe.
build/bin/key minutes >"$out/minutes.md"
build/bin/key answers >"$out/answers.md"
page minutes 'Minutes' <"$out/minutes.md"
page answers 'Answer key' --toc --toc-depth=2 <"$out/answers.md"
rm "$out/minutes.md" "$out/answers.md"
{
    printf '# Many Hands, for instructors\n\n'
    printf -- '* [Minutes per lesson](minutes.html)\n'
    printf -- '* [Answer key](answers.html)\n'
    printf -- '* [The course itself](many-hands/README.md); `make student` in it exports what students get\n\n'
    printf '## Slides\n\nArrows and space move, Home and End jump, `n` shows the notes.\n\n'
    for deck in "$out"/slides/*.html; do
        printf -- '* [%s](slides/%s)\n' \
            "$(sed -n 's/^<title>\(.*\)<\/title>$/\1/p' "$deck")" "$(basename "$deck")"
    done
} | page index 'Many Hands, for instructors'
echo "instructor: open $out/index.html"
