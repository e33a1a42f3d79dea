# book.mk - the book, included by the Makefile of the repository's root.
#
#: book            the book: site, EPUB, and the PDF where there is a browser
#: html            the site alone: build/book/html/index.html
#: page            while you write: the page of one lesson alone (LESSON=05)
#: pdf             the PDF alone (CHROMIUM=/path names the browser)
#: epub            the EPUB alone
#: sync            put the programs' code into the lessons' listings
#: check-book      the book's tests: mistakes that must stop it, and its pages

PANDOC ?= pandoc
CONTRACT ?= build/bin/contract
BOOK_YML ?= book/book.yml

# What a page can show or check; directories notice files that come and go.
BOOK_TEXT := $(wildcard chapters/*/ chapters/*/* exercises/*/ exercises/*/* grader/catalogue/* book/translations/*/ book/translations/*/* book/translations/*/*/*)
BOOK_TOOL := book/book.lua book/glossary.txt $(BOOK_YML) $(wildcard book/lua/*.lua)
BOOK_LOOK := book/dress.sh $(wildcard book/theme/* book/theme/live/* book/fonts/*.woff2)
BOOK_NEEDS = command -v $(PANDOC) >/dev/null || { \
	echo "book: there is no $(PANDOC); make setup installs it" >&2; exit 2; }
BOOK_RUN = $(PANDOC) -f markdown -L book/book.lua \
	--metadata-file=$(BOOK_YML) -M contract=$(CONTRACT)

CHECK_PARTS += check-book

# What other pages say of it, the search and the glossary, is `make html`'s.
.PHONY: page
page: $(CONTRACT)
	@$(BOOK_NEEDS)
	@set -- chapters/$(LESSON)*/README.md; \
	[ -n '$(LESSON)' ] && [ $$# -eq 1 ] && [ -f "$$1" ] || { \
	    echo 'page: say which lesson, as LESSON=05 or LESSON=B' >&2; exit 2; }; \
	slug=$${1#chapters/}; slug=$${slug%/README.md}; \
	[ -f build/book/html/index.html ] || $(MAKE) -s --no-print-directory html || exit; \
	$(BOOK_RUN) -M mode=site -M only=$$slug -M out=build/book/html \
	    -t plain -o /dev/null /dev/null && \
	echo "page: build/book/html/$$slug.html"

.PHONY: book html pdf epub sync check-book book-pdf-if-possible
book: html epub book-pdf-if-possible
	@echo "book: open build/book/html/index.html"

html: build/book/html/index.html
epub: build/book/many-hands.epub
pdf: build/book/many-hands.pdf

# Built beside the old site and moved into its place, so that a lesson with a
# mistake leaves the old site whole.
build/book/html/index.html: $(BOOK_TEXT) $(BOOK_TOOL) $(BOOK_LOOK) $(CONTRACT)
	@$(BOOK_NEEDS)
	@rm -rf build/book/html.new
	@mkdir -p build/book/html.new
	@$(BOOK_RUN) -M mode=site -M out=build/book/html.new \
		-t plain -o /dev/null /dev/null
	@book/dress.sh build/book/html.new
	@rm -rf build/book/html
	@mv build/book/html.new build/book/html
	@[ -f .many-hands/progress.js ] || { mkdir -p .many-hands && \
	    echo '// Nothing has been graded yet.' >.many-hands/progress.js; }
	@touch $@
	@echo "book: build/book/html/index.html"

build/book/print/print.html: $(BOOK_TEXT) $(BOOK_TOOL) $(BOOK_LOOK) $(CONTRACT)
	@$(BOOK_NEEDS)
	@mkdir -p build/book/print/fonts
	@cp book/theme/theme.css book/theme/print.css build/book/print
	@cp book/fonts/*.woff2 build/book/print/fonts
	@$(BOOK_RUN) -M mode=print -M out=build/book/print \
		-t plain -o /dev/null /dev/null
	@touch $@

build/book/many-hands.pdf: build/book/print/print.html book/pdf.sh
	@CHROMIUM="$(CHROMIUM)" book/pdf.sh $< $@
	@echo "book: $@"

# Part of `make book` only where a PDF can be made at all.
book-pdf-if-possible: build/book/print/print.html
	@if command -v pdfinfo >/dev/null && \
	    CHROMIUM="$(CHROMIUM)" book/browser.sh >/dev/null; then \
	    $(MAKE) -s --no-print-directory pdf; \
	else \
	    echo "book: no PDF, there is no browser here (make pdf says more)"; \
	fi

build/book/many-hands.epub: $(BOOK_TEXT) $(BOOK_TOOL) book/theme/epub.css book/theme/cover.svg $(CONTRACT)
	@$(BOOK_NEEDS)
	@mkdir -p build/book
	@$(BOOK_RUN) -M mode=epub -t epub3 --mathml --toc-depth=2 \
		--css=book/theme/epub.css --epub-cover-image=book/theme/cover.svg \
		-o $@.new /dev/null
	@mv $@.new $@
	@echo "book: $@"

sync:
	@$(BOOK_NEEDS)
	@$(PANDOC) -f markdown -L book/sync.lua -M root=. \
		-t plain -o /dev/null /dev/null

check-book: html epub book-pdf-if-possible
	@failed=0; CONTRACT=$(CONTRACT) PANDOC=$(PANDOC) book/tests/run.sh || failed=1; \
	book/tests/glossary.sh | tee build/book/tests/glossary.log; \
	! grep -q '^FAIL' build/book/tests/glossary.log || failed=1; \
	PANDOC=$(PANDOC) book/tests/language.sh | tee build/book/tests/language.log; \
	! grep -q '^FAIL' build/book/tests/language.log || failed=1; \
	PANDOC=$(PANDOC) book/tests/newer.sh || failed=1; \
	book/tests/pdf.sh || failed=1; \
	CHROMIUM="$(CHROMIUM)" book/tests/browser.sh || failed=1; exit $$failed

# --- figures that programs draw ---------------------------------------------
#
#: figures         draw the figures anew (the speed-up is measured)

build/figures/%: book/figures/%.c build/chapters/darts.o
	@mkdir -p $(@D)
	@$(CC) $(chapter_c_flags) -Werror -o $@ $^ -lm

# Measured once and kept beside the lessons that show them.
#: figure-times    measure again what the tasks of chapter 2 and the messages
#:                 of chapter 8 take (best on an idle machine)
.PHONY: figure-times
figure-times: build/figures/tasks
	@build/figures/tasks > build/figures/tasks.csv
	@mv build/figures/tasks.csv chapters/02-pool-of-workers/tasks.csv
	@book/figures/cliff.sh > build/figures/cliff.csv
	@mv build/figures/cliff.csv chapters/08-send-receive-ring/cliff.csv

.PHONY: figures check-figures
drawn := darts_svg allreduce_svg speedup_svg rod_svg halo_svg bcast_svg lines_svg pool_svg laws_svg cliff_svg place_svg planes_svg
draw_pool := build/figures/pool_svg < chapters/02-pool-of-workers/tasks.csv
draw_laws := build/figures/laws_svg
draw_cliff := build/figures/cliff_svg < chapters/08-send-receive-ring/cliff.csv
figures: $(addprefix build/figures/,$(drawn)) pi_serial pi_fork pi_pthread
	@$(draw_pool) > chapters/02-pool-of-workers/pool.svg
	@$(draw_laws) > chapters/06-is-it-faster/laws.svg
	@$(draw_cliff) > chapters/08-send-receive-ring/cliff.svg
	@build/figures/darts_svg > chapters/02-pool-of-workers/darts.svg
	@build/figures/bcast_svg > chapters/10-collectives/bcast.svg
	@build/figures/allreduce_svg > chapters/05-pi-over-mpi/allreduce.svg
	@build/figures/place_svg > chapters/11-on-a-cluster/place.svg
	@build/figures/planes_svg > chapters/C-random-numbers/planes.svg
	@build/figures/lines_svg > chapters/07-threads-that-share/lines.svg
	@book/figures/measure.sh . > build/figures/speedup.txt
	@build/figures/speedup_svg < build/figures/speedup.txt \
	    > chapters/02-pool-of-workers/speedup.svg
	@build/figures/rod_svg > chapters/09-overlap/rod.svg
	@build/figures/halo_svg > chapters/09-overlap/ghosts.svg
	@echo "figures: chapters/02-pool-of-workers/ darts.svg speedup.svg pool.svg, chapters/05-pi-over-mpi/allreduce.svg, chapters/06-is-it-faster/laws.svg, chapters/08-send-receive-ring/cliff.svg, chapters/07-threads-that-share/lines.svg, chapters/09-overlap/ rod.svg ghosts.svg, chapters/10-collectives/bcast.svg, chapters/11-on-a-cluster/place.svg, chapters/C-random-numbers/planes.svg"

# The darts are the same everywhere; a speed-up is drawn from whatever it is.
CHECK_PARTS += check-figures
check-figures: $(addprefix build/figures/,$(drawn))
	@$(draw_pool) | cmp - chapters/02-pool-of-workers/pool.svg \
	    && echo "ok figures/pool" \
	    || echo "FAIL figures/pool: run make figures and commit pool.svg"
	@$(draw_laws) | cmp - chapters/06-is-it-faster/laws.svg \
	    && echo "ok figures/laws" \
	    || echo "FAIL figures/laws: run make figures and commit laws.svg"
	@$(draw_cliff) | cmp - chapters/08-send-receive-ring/cliff.svg \
	    && echo "ok figures/cliff" \
	    || echo "FAIL figures/cliff: run make figures and commit cliff.svg"
	@build/figures/rod_svg | cmp - chapters/09-overlap/rod.svg \
	    && echo "ok figures/rod" \
	    || echo "FAIL figures/rod: run make figures and commit rod.svg"
	@build/figures/halo_svg | cmp - chapters/09-overlap/ghosts.svg \
	    && echo "ok figures/ghosts" \
	    || echo "FAIL figures/ghosts: run make figures and commit ghosts.svg"
	@build/figures/lines_svg | cmp - chapters/07-threads-that-share/lines.svg \
	    && echo "ok figures/lines" \
	    || echo "FAIL figures/lines: run make figures and commit lines.svg"
	@build/figures/darts_svg | cmp - chapters/02-pool-of-workers/darts.svg \
	    && echo "ok figures/darts" \
	    || echo "FAIL figures/darts: run make figures and commit darts.svg"
	@build/figures/place_svg | cmp - chapters/11-on-a-cluster/place.svg \
	    && echo "ok figures/place" \
	    || echo "FAIL figures/place: run make figures and commit place.svg"
	@build/figures/planes_svg | cmp - chapters/C-random-numbers/planes.svg \
	    && echo "ok figures/planes" \
	    || echo "FAIL figures/planes: run make figures and commit planes.svg"
	@build/figures/allreduce_svg | cmp - chapters/05-pi-over-mpi/allreduce.svg \
	    && echo "ok figures/allreduce" \
	    || echo "FAIL figures/allreduce: run make figures and commit allreduce.svg"
	@build/figures/bcast_svg | cmp - chapters/10-collectives/bcast.svg \
	    && echo "ok figures/bcast" \
	    || echo "FAIL figures/bcast: run make figures and commit bcast.svg"
	@printf 'serial 1 2.0\nfork 1 2.0\nfork 2 1.0\nthread 1 2.0\nthread 2 1.1\n' \
	    | build/figures/speedup_svg | grep -q '</svg>' \
	    && echo "ok figures/speedup" \
	    || echo "FAIL figures/speedup: no picture from five measurements"
