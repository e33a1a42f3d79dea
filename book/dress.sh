#!/bin/sh
# dress.sh SITE - put the look of the pages and their scripts into SITE.
#
# What every page needs is one style sheet and one script, and the faces with
# a few Greek letters stand in the sheet itself: the fewer a page has to ask
# for, the sooner it is there.
set -eu
site=$1
book=${0%/*}
theme=$book/theme
mkdir -p "$site/fonts"

# The edits that write the small faces into the sheet.
small=$(cd "$book/fonts" && for face in *greek*.woff2; do
    printf 's|url(fonts/%s)|url(data:font/woff2;base64,%s)|\n' \
        "$face" "$(base64 -w0 "$face")"
done)
cat "$theme/theme.css" "$theme/page.css" | sed "$small" >"$site/book.css"
cat "$theme/site.js" "$theme/search.js" "$theme/learner.js" \
    "$theme/quiz.js" >"$site/book.js"
cat "$theme/live/stage.js" "$theme"/live/[!s]*.js >"$site/live.js"
for face in "$book"/fonts/*.woff2; do
    case $face in *greek*) ;; *) cp "$face" "$site/fonts" ;; esac
done
