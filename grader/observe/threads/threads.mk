# threads.mk - hangs, races and leaks of threads and processes, explained.

observe_cflags = -std=c11 -Wall -Wextra -Wpedantic -Werror -O2 -g -fno-lto
race_names := clock shadow park report hooks atomic calls waits process memory
race_objects := $(race_names:%=build/threads/race/%.o)

build/threads/race/%.o: grader/observe/race/race_%.c $(wildcard grader/observe/race/*.h)
	@mkdir -p $(@D)
	@$(CC) $(observe_cflags) -fvisibility=hidden -fno-builtin -fno-stack-protector \
	    -fno-tree-loop-distribute-patterns -c -o $@ $<

# Linked instead of ThreadSanitizer; only the names it stands for are seen.
build/threads/race.o: $(race_objects)
	@ld -r -o $@.joined $^ && objcopy --localize-hidden $@.joined $@ && rm -f $@.joined

build/threads/preload.so: $(wildcard grader/observe/threads/preload*.c) $(wildcard grader/observe/threads/*.h)
	@mkdir -p $(@D)
	@$(CC) $(observe_cflags) -shared -fPIC -o $@ $(filter %.c,$^) -ldl -pthread

observe_threads_sources := $(filter-out grader/observe/threads/preload%,$(wildcard grader/observe/threads/*.c)) \
    grader/src/box_watch.c grader/src/str.c $(wildcard grader/observe/draw/*.c)
build/observe-threads: $(observe_threads_sources) $(wildcard grader/observe/threads/*.h grader/observe/draw/*.h) build/threads/preload.so
	@$(CC) $(observe_cflags) -o $@ $(observe_threads_sources) -ljansson

.PHONY: observe-threads check-observe-threads
observe-threads: build/observe-threads build/threads/race.o

CHECK_PARTS += check-observe-threads
check-observe-threads: observe observe-threads grader programs
	@failed=0; for t in check classes sentences graded chapters; do \
	    grader/observe/tests/threads/$$t.sh || failed=1; done; exit $$failed

# soak-observe-threads N=200: every race in every run, and no false alarm.
.PHONY: soak-observe-threads
soak-observe-threads: observe-threads
	@grader/observe/tests/threads/soak.sh $(or $(N),200)
