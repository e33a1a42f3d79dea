# contributing.mk - CONTRIBUTING.md shows real files and real verdicts.
#
#: check-contributing   compare CONTRIBUTING.md with the files that it shows

CHECK_PARTS += check-contributing

.PHONY: check-contributing sync-contributing
check-contributing: build/bin/grade build/drivers/split_range \
    build/probes/split_range.o build/reserved-symbols
	@grader/tests/contributing_test.sh

sync: sync-contributing
sync-contributing:
	@grader/tests/contributing_test.sh --sync
