#!/bin/sh
# browser.sh - print the path of the browser that makes the PDF and shows the
# pages to the tests; status 1 if there is none.  CHROMIUM= names one.
for name in ${CHROMIUM:-chromium chromium-browser google-chrome}; do
    command -v "$name" && exit 0
done
exit 1
