# grader.mk - builds the grader: tools, drivers, the harness of the probes.
#
#: grade           build and check your answers in exercises/
#:                 EX=name one exercise, CHAPTER=n one chapter, FROM=folder
#:                 another submission (FROM=solutions), HINT=2 or 3 says more,
#:                 SEED=n the same inputs again, FORCE=1 also what is unchanged

GRADER_CFLAGS = -std=c11 -Wall -Wextra -Wpedantic -Werror -O2 -g
GRADER_CXXFLAGS = -std=c++17 -Wall -Wextra -Werror -O0 -g
PROBE_CFLAGS = -std=c11 -Wall -Wextra -Wpedantic -Werror -O1 -g -fno-lto \
    -Igrader/probes -Igrader/observe -Ichapters/include

box_sources := $(addprefix grader/src/,box.c box_start.c box_watch.c box_level.c box_sweep.c str.c)
grade_parts := $(addprefix grader/src/,jobs.c catalogue.c submission.c \
    compile.c judge.c verdict.c record.c report.c) $(box_sources)
grade_sources := grader/src/grade.c $(grade_parts)
contract_sources := $(wildcard grader/src/contract*.c) $(box_sources)
src_headers := $(wildcard grader/src/*.h)

build/bin/warden: grader/src/warden.c grader/src/warden.h
	@mkdir -p $(@D)
	@echo "Building the grader; this takes about a minute, once."
	@$(CC) $(GRADER_CFLAGS) -o $@ $<

build/bin/grade: $(grade_sources) $(src_headers) build/bin/warden
	@mkdir -p $(@D)
	@$(CC) $(GRADER_CFLAGS) -o $@ $(grade_sources) -ljansson

build/bin/course: grader/tests/course.c $(grade_parts) $(src_headers) build/bin/warden
	@mkdir -p $(@D)
	@$(CC) $(GRADER_CFLAGS) -Igrader/src -o $@ grader/tests/course.c $(grade_parts) -ljansson

build/bin/contract: $(contract_sources) $(src_headers) build/bin/warden
	@mkdir -p $(@D)
	@$(CC) $(GRADER_CFLAGS) -o $@ $(contract_sources) -lm

# --- drivers: trusted C++, never linked with a learner's file ---------------

driver_names := $(filter-out driver driver_%,$(basename $(notdir $(wildcard grader/drivers/*.cc))))
driver_cc_objects := $(patsubst grader/drivers/%.cc,build/drivers/%.o,$(wildcard grader/drivers/driver*.cc))
driver_objects := $(driver_cc_objects) $(patsubst grader/src/%.c,build/drivers/%.o,$(box_sources))
drivers := $(addprefix build/drivers/,$(driver_names))

build/drivers/%.o: grader/src/%.c $(src_headers)
	@mkdir -p $(@D)
	@$(CC) $(GRADER_CFLAGS) -c -o $@ $<

$(driver_cc_objects): build/drivers/%.o: grader/drivers/%.cc $(wildcard grader/drivers/*.h) grader/src/box.h
	@mkdir -p $(@D)
	@$(CXX) $(GRADER_CXXFLAGS) -Igrader/src -Igrader/observe -c -o $@ $<

build/drivers/libdriver.a: $(driver_objects)
	@rm -f $@ && ar rcs $@ $^

$(drivers): build/drivers/%: grader/drivers/%.cc $(wildcard grader/drivers/*.h) build/drivers/libdriver.a build/bin/warden
	@$(CXX) $(GRADER_CXXFLAGS) -Igrader/src -Igrader/drivers -o $@ $< build/drivers/libdriver.a -lgtest -lpthread

# --- the harness of each probe, ready to be linked with an answer -----------
# One relocatable object a probe; all its names but these become local, so
# that an answer can neither call nor replace them.

probe_names := $(filter-out probe probe_%,$(basename $(notdir $(wildcard grader/probes/*.c))))
mpi_probes := $(basename $(notdir $(shell grep -l -e '^.include "probe_mpi.h"' -e '^.include <mpi.h>' $(wildcard grader/probes/*.c))))
own_main_probes := $(basename $(notdir $(shell grep -l '^main.int argc' $(wildcard grader/probes/*.c))))
mpi_probe_names := $(filter $(mpi_probes),$(probe_names))
harness := build/probes/shm.o \
    $(foreach n,$(probe_names),build/probes/$(n).o) \
    $(foreach n,$(mpi_probe_names),build/probes/$(n).mpich.o)
probe_headers := $(wildcard grader/probes/*.h grader/observe/*.h chapters/include/*.h)
keep_names := main __wrap_* pi_hits par_u64 __lsan_default_suppressions __tsan_on_report MPI_*

build/probes/obj/%.o: grader/probes/%.c $(probe_headers)
	@mkdir -p $(@D)
	@$(if $(filter $*,$(mpi_probes)),MPI=openmpi grader/machine/mpicc,$(CC)) $(PROBE_CFLAGS) \
	    -iquote exercises/$(call slug_of,$*) -c -o $@ $<

build/probes/mpich/%.o: grader/probes/%.c $(probe_headers)
	@mkdir -p $(@D)
	@MPI=mpich grader/machine/mpicc $(PROBE_CFLAGS) -iquote exercises/$(call slug_of,$*) -c -o $@ $<

build/probes/obj/darts.o: chapters/include/darts.c chapters/include/darts.h
	@mkdir -p $(@D)
	@$(CC) $(PROBE_CFLAGS) -O2 -c -o $@ $<

# The exercise's own folder, where its contract.h lies.
slug_of = $(firstword $(notdir $(patsubst %/,%,$(dir $(wildcard solutions/*/$(1).c)))))

common_objects := build/probes/obj/probe.o build/probes/obj/probe_work.o build/probes/obj/probe_family.o build/probes/obj/darts.o
main_object = $(if $(filter $(1),$(own_main_probes)),,$(2))

define join_harness
ld -r -o $@.joined $^ && \
objcopy --wildcard $(foreach n,$(keep_names),--keep-global-symbol='$(n)') $@.joined $@ && rm -f $@.joined
endef

$(foreach n,$(filter-out $(mpi_probe_names),$(probe_names)),$(eval \
build/probes/$(n).o: build/probes/obj/$(n).o $(call main_object,$(n),build/probes/obj/probe_plain.o) $(common_objects)))
$(foreach n,$(mpi_probe_names),$(eval \
build/probes/$(n).o: build/probes/obj/$(n).o $(call main_object,$(n),build/probes/obj/probe_mpi.o) $(common_objects)))
$(foreach n,$(mpi_probe_names),$(eval \
build/probes/$(n).mpich.o: build/probes/mpich/$(n).o $(call main_object,$(n),build/probes/mpich/probe_mpi.o) $(common_objects)))

$(filter-out build/probes/shm.o,$(harness)):
	@$(join_harness)

build/probes/shm.o: build/probes/obj/probe_shm.o
	@mkdir -p $(@D)
	@cp $< $@

# Names of the libraries a probe is linked with: an answer may not define them.
build/reserved-symbols: grader/grader.mk
	@mkdir -p $(@D)
	@{ echo; for f in $$(for l in c m asan ubsan tsan; do $(CC) -print-file-name=lib$$l.so; done) \
	    /lib/*/libc.so.6 /lib/*/libm.so.6 /usr/lib/*/libmpi.so.40 /usr/lib/*/libmpich.so.12; do \
	    nm -D --defined-only "$$f" 2>/dev/null; done \
	    | awk '{ sub(/@.*/, "", $$3); print $$3 }' | sort -u; } > $@

.PHONY: grader grade check-contract check-programs check-course check-grader
grader: build/bin/warden build/bin/grade build/bin/course build/bin/contract $(drivers) $(harness) build/reserved-symbols

# make grade [EX=name] [CHAPTER=n] [FROM=folder] [SEED=n] [HINT=n] [JOBS=n] [FORCE=1]
grade: build/bin/grade build/bin/warden $(drivers) $(harness) build/reserved-symbols
	@build/bin/grade $(if $(EX),--exercise "$(EX)") $(if $(CHAPTER),--chapter "$(CHAPTER)") \
	    $(if $(FROM),--from "$(FROM)") $(if $(SEED),--seed "$(SEED)") $(if $(HINT),--hint "$(HINT)") \
	    $(if $(JOBS),--jobs "$(JOBS)") $(if $(FORCE),--force)

# --- tests -------------------------------------------------------------------

CHECK_PARTS += check-contract check-programs check-grader check-course

# The contract checker itself; then every program against its contract.
check-contract: build/bin/contract
	@grader/tests/contract_test.sh

check-programs: build/bin/contract build/observe programs
	@build/bin/contract --lint chapters/*/*.c && echo ok contracts-complete || echo FAIL contracts-complete: see above
	@build/bin/contract --run chapters/*/*.expect --programs build/programs/openmpi --mpi openmpi; a=$$?; \
	build/bin/contract --run chapters/*/*.expect --programs build/programs/mpich --mpi mpich && exit $$a

# Every starter fails with a hint, every solution passes, every wrong answer
# gets its own verdict and hint.
check-course: grader
	@build/bin/course

# Bad submissions, bad options, interruptions, a full disk.
check-grader: grader
	@grader/tests/grade_test.sh; a=$$?; build/bin/course --hostile && exit $$a
