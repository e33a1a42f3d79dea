# Many Hands: parallel programming in C, from fork to a cluster.
#
# `make` alone says what can be done.  The work is in the files that are
# included; a line that begins with `#:` is what `make` prints of it.
#
#: start           set everything up, show that it works, say what is next
#: setup           install what is missing (safe to repeat)
#: doctor          what this machine has, and the cure for what it has not
#: check           run all of the project's tests
#: check-fresh     try the README on a bare Debian (root; 4 GB, two hours;
#:                 FRESH_RUNS=root-start tries one command only)
#: clean           remove all that was built

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
CHECK_PARTS := check-machine

include chapters/chapters.mk
include grader/grader.mk
include grader/watch.mk
include book/book.mk
include book/figures/scaling/scaling.mk
include grader/observe/observe.mk
include grader/observe/threads/threads.mk
include grader/observe/trace/trace.mk
include grader/bench/bench.mk
include grader/export/export.mk
include chapters/11-on-a-cluster/labs/labs.mk
include chapters/11-on-a-cluster/labs/slurm/slurm.mk

.PHONY: help start setup doctor check check-machine check-fresh clean

help:
	@echo 'Many Hands. What can be done here:'
	@echo
	@sed -n 's/^#: \{2,\}/                         /p;s/^#: /    make /p' \
	    $(MAKEFILE_LIST)

start:
	@MPI='$(MPI)' grader/machine/start.sh '$(MAKE)'

setup:
	@grader/machine/setup.sh run check

doctor:
	@grader/machine/doctor.sh

# Every part prints lines `ok ...` and `FAIL ...`; tally.sh counts them.
check:
	@grader/machine/setup.sh run check
	@grader/machine/tally.sh $(foreach part,$(CHECK_PARTS),\
	    '$(part)=$(MAKE) -s --no-print-directory $(part)')

check-machine:
	@grader/tests/machine_test.sh

check-fresh:
	@grader/machine/fresh.sh

clean: clean-chapters
	@rm -rf build
