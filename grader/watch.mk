# watch.mk - what a learner keeps open, and the soak; after grader.mk.
#
#: watch           check each answer as soon as you save it, on one screen
#: soak            N rounds of all verdicts with both cores busy: none may
#:                 change (N=20, EX=name one exercise)
#: progress        a table of chapters and points, and what comes next

watch_sources := $(wildcard grader/src/watch*.c) $(grade_parts)
progress_sources := $(addprefix grader/src/,progress.c learner.c catalogue.c verdict.c str.c)

build/bin/watch: $(watch_sources) $(src_headers) build/bin/warden
	@mkdir -p $(@D)
	@$(CC) $(GRADER_CFLAGS) -o $@ $(watch_sources) -ljansson

build/bin/progress: $(progress_sources) $(src_headers)
	@mkdir -p $(@D)
	@$(CC) $(GRADER_CFLAGS) -o $@ $(progress_sources) -ljansson

build/bin/soak: grader/tests/soak.c $(grade_parts) $(src_headers) build/bin/warden
	@mkdir -p $(@D)
	@$(CC) $(GRADER_CFLAGS) -Igrader/src -o $@ grader/tests/soak.c $(grade_parts) -ljansson

build/bin/watch_test: grader/tests/watch_test.c
	@mkdir -p $(@D)
	@$(CC) $(GRADER_CFLAGS) -o $@ $< -lutil

# Not through make for every save: the program grades by itself.
.PHONY: watch progress
watch: build/bin/watch build/bin/warden $(drivers) $(harness) build/reserved-symbols
	@build/bin/watch

progress: build/bin/progress
	@build/bin/progress

CHECK_PARTS += check-watch

# The screen of make watch, driven through a pseudo-terminal.
.PHONY: check-watch
check-watch: grader build/bin/watch build/bin/progress build/bin/watch_test
	@grader/tests/watch_test.sh

# Outside make check: it takes N times as long as half of check-course.
.PHONY: soak
soak: grader build/bin/soak
	@build/bin/soak $(or $(N),20) $(EX)
