# grader.mk - builds the grader: tools, drivers, the harness of the probes.
#
#: grade           build and check your answers in exercises/
#:                 EX=name one exercise, CHAPTER=n one chapter, FROM=folder
#:                 another submission (FROM=solutions), HINT=2 or 3 says more,
#:                 SEED=n the same inputs again, FORCE=1 also what is unchanged
#: gradescope      pack the autograder for Gradescope: build/gradescope.zip
#:                 (EX=name, CHAPTER=n: only these exercises)
#: class           grade every submission in SUBMISSIONS=folder into OUT=folder
#:                 (JOBS=n, SEED=n, EX=name, CHAPTER=n, CLASS=file of weights
#:                 and deadlines; LAUNCHER=slurm: on a cluster);
#:                 grader/CLASS.md tells how

GRADER_CFLAGS = -std=c11 -Wall -Wextra -Wpedantic -Werror -O2 -g
GRADER_CXXFLAGS = -std=c++17 -Wall -Wextra -Werror -O0 -g
PROBE_CFLAGS = -std=c11 -Wall -Wextra -Wpedantic -Werror -O1 -g -fno-lto \
    -Igrader/probes -Igrader/observe -Ichapters/include

box_sources := $(addprefix grader/src/,box.c box_start.c box_fence.c box_watch.c box_level.c box_sweep.c str.c)
# The look of the HTML pages, and the report of one learner.
html_parts := $(addprefix grader/src/,html.c html_code.c utf8.c reports.c report_html.c) build/grader/style.o
grade_parts := $(addprefix grader/src/,jobs.c catalogue.c submission.c \
    compile.c judge.c verdict.c record.c report.c evidence.c describe.c learner.c) \
    $(box_sources) $(html_parts)
grade_sources := grader/src/grade.c $(grade_parts)
contract_sources := $(wildcard grader/src/contract*.c) $(box_sources)
src_headers := $(wildcard grader/src/*.h)

build/bin/warden: grader/src/warden.c grader/src/warden.h
	@mkdir -p $(@D)
	@echo "Building the grader; this takes a few minutes, once."
	@$(CC) $(GRADER_CFLAGS) -o $@ $<

build/bin/grade: $(grade_sources) $(src_headers) build/bin/warden
	@mkdir -p $(@D)
	@$(CC) $(GRADER_CFLAGS) -o $@ $(grade_sources) -ljansson

build/bin/course: grader/tests/course.c grader/tests/course_files.c grader/tests/course_files.h $(grade_parts) $(src_headers) build/bin/warden
	@mkdir -p $(@D)
	@$(CC) $(GRADER_CFLAGS) -Igrader/src -o $@ grader/tests/course.c grader/tests/course_files.c $(grade_parts) -ljansson

hostile_sources := $(addprefix grader/tests/,hostile.c hostile_case.c cell.c)
build/bin/hostile: $(hostile_sources) $(wildcard grader/tests/*.h) $(grade_parts) $(src_headers) build/bin/warden
	@mkdir -p $(@D)
	@$(CC) $(GRADER_CFLAGS) -Igrader/src -o $@ $(hostile_sources) $(grade_parts) -ljansson

report_sources := $(wildcard grader/src/report_*.c) $(addprefix grader/src/,html.c html_code.c utf8.c \
    reports.c verdict.c catalogue.c str.c) build/grader/style.o
build/bin/report: $(report_sources) $(src_headers)
	@mkdir -p $(@D)
	@$(CC) $(GRADER_CFLAGS) -o $@ $(report_sources) -ljansson

class_sources := $(wildcard grader/src/class*.c) $(grade_parts)
build/bin/class: $(class_sources) $(src_headers) build/bin/warden build/bin/unpack
	@$(CC) $(GRADER_CFLAGS) -o $@ $(class_sources) -ljansson -lm

build/bin/unpack: grader/src/unpack.c grader/src/class_scan.c grader/src/str.c $(src_headers)
	@mkdir -p $(@D)
	@$(CC) $(GRADER_CFLAGS) -o $@ $(filter %.c,$^) -larchive

# The book's theme and html.css, as an object that holds their text.
build/grader/style.o: grader/src/html_style.sh grader/src/html.css book/theme/theme.css $(wildcard book/fonts/*.woff2)
	@mkdir -p $(@D)
	@$< > $(@D)/style.css && cd $(@D) && ld -r -b binary -z noexecstack -o style.o style.css

build/bin/contract: $(contract_sources) $(src_headers) build/bin/warden
	@mkdir -p $(@D)
	@$(CC) $(GRADER_CFLAGS) -o $@ $(contract_sources) -lm

build/bin/box_test: grader/tests/box/box_test.c $(box_sources) $(src_headers) build/bin/warden
	@mkdir -p $(@D)
	@$(CC) $(GRADER_CFLAGS) -Igrader/src -o $@ grader/tests/box/box_test.c $(box_sources)

build/bin/teller: grader/probes/probe_teller.c grader/probes/probe_teller.h
	@mkdir -p $(@D)
	@$(CC) $(GRADER_CFLAGS) -static -o $@ $<

# --- drivers: trusted C++, never linked with a learner's file ---------------

driver_names := $(filter-out driver driver_%,$(basename $(notdir $(wildcard grader/drivers/*.cc))))
explain_objects := $(addprefix build/drivers/explain/,words.o faults.o explain.o explain_pipe.o explain_races.o)
driver_cc_objects := $(patsubst grader/drivers/%.cc,build/drivers/%.o,$(wildcard grader/drivers/driver*.cc))
driver_objects := $(driver_cc_objects) $(patsubst grader/src/%.c,build/drivers/%.o,$(box_sources)) \
    $(explain_objects)
drivers := $(addprefix build/drivers/,$(driver_names))

build/drivers/%.o: grader/src/%.c $(addprefix grader/src/,str.h warden.h) $(wildcard grader/src/box*.h)
	@mkdir -p $(@D)
	@$(CC) $(GRADER_CFLAGS) -c -o $@ $<

$(explain_objects): build/drivers/explain/%.o: grader/observe/threads/%.c $(wildcard grader/observe/threads/*.h)
	@mkdir -p $(@D)
	@$(CC) -std=c11 -Wall -Wextra -Wpedantic -Werror -O2 -g -c -o $@ $<

$(driver_cc_objects) $(driver_names:%=build/drivers/%.o): build/drivers/%.o: grader/drivers/%.cc $(wildcard grader/drivers/*.h) grader/src/box.h $(wildcard grader/observe/*.h grader/observe/threads/*.h)
	@mkdir -p $(@D)
	@$(CXX) $(GRADER_CXXFLAGS) -Igrader/src -Igrader/drivers -Igrader/observe -Igrader/observe/threads -c -o $@ $<

# It throws the expected darts itself, millions of them.
build/drivers/driver_darts.o: GRADER_CXXFLAGS += -O3

build/drivers/libdriver.a: $(driver_objects)
	@rm -f $@ && ar rcs $@ $^

$(drivers): build/drivers/%: build/drivers/%.o build/drivers/libdriver.a build/bin/warden build/bin/teller
	@$(CXX) $(GRADER_CXXFLAGS) -o $@ $< build/drivers/libdriver.a -lgtest -lpthread

# An export for students has its drivers compiled (grader/export/student.sh).
compiled := $(wildcard grader/drivers/*.driver)
drivers += $(compiled:grader/drivers/%.driver=build/drivers/%)

$(compiled:grader/drivers/%.driver=build/drivers/%): build/drivers/%: grader/drivers/%.driver build/bin/warden build/bin/teller
	@mkdir -p $(@D)
	@cp $< $@ && chmod +x $@ && $@ --gtest_list_tests >/dev/null 2>&1 || { rm -f $@; \
	    echo "grade: $< does not run on this machine ($$(uname -sm)); ask your instructor for an export made on such a machine" >&2; exit 2; }

# --- the harness of each probe, ready to be linked with an answer -----------
# One relocatable object a probe; all its names but these become local, so
# that an answer can neither call nor replace them.  NAME.o.wraps says to the
# linker which calls the harness wraps.  A probe that wraps PMPI_X leaves MPI_X
# to the answer.

probe_names := $(filter-out probe probe_%,$(basename $(notdir $(wildcard grader/probes/*.c))))
mpi_probes := $(basename $(notdir $(shell grep -l -e '^.include "probe_mpi.*.h"' -e '^.include "probe_alone.h"' -e '^.include <mpi.h>' $(wildcard grader/probes/*.c))))
alone_probes := $(basename $(notdir $(shell grep -l '^.include "probe_alone.h"' $(wildcard grader/probes/*.c))))
own_main_probes := $(basename $(notdir $(shell grep -l '^main.int argc' $(wildcard grader/probes/*.c))))
mpi_probe_names := $(filter $(mpi_probes),$(probe_names))
harness := build/probes/race.o build/probes/c11.o build/threads/preload.so \
    $(foreach n,$(probe_names),build/probes/$(n).o) \
    $(foreach n,$(mpi_probe_names),build/probes/$(n).mpich.o)
probe_headers := $(wildcard grader/probes/*.h grader/observe/*.h chapters/include/*.h)
keep_names := main __wrap_* pi_hits par_u64 heat_cells __lsan_default_suppressions __tsan_on_report MPI_* sched_yield

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
slug_of = $(firstword $(notdir $(patsubst %/,%,$(dir $(wildcard exercises/*/$(1).c)))))

common_objects := $(addprefix build/probes/obj/,probe.o probe_work.o probe_family.o probe_keeper.o probe_leaks.o probe_holds.o probe_trouble.o probe_pipes.o probe_filter.o probe_look.o darts.o)
# What a few probes share is linked to those that include its header.
shared_parts := probe_heat probe_rod
$(foreach s,$(shared_parts),$(eval with_$(s) := $(basename $(notdir $(shell grep -l '^.include "$(s).h"' grader/probes/*.c)))))
shared_objects = $(foreach s,$(shared_parts),$(if $(filter $(1),$(with_$(s))),$(2)/$(s).o))
# Probes that call the learner's functions from several threads.
conducted_probes := $(basename $(notdir $(shell grep -l '^.include "probe_conduct.h"' $(wildcard grader/probes/*.c))))
conduct_object = $(if $(filter $(1),$(conducted_probes)),build/probes/obj/probe_conduct.o build/probes/obj/probe_sleep.o)
build/probes/obj/probe_sleep.o: PROBE_CFLAGS += -O2
main_object = $(if $(filter $(1),$(own_main_probes)),,$(2))

mpi_main := $(addprefix probe_mpi,.o _calls.o _requests.o _completion.o _collectives.o _handles.o _windows.o _events.o _errors.o)
# $(call mpi_main_of,NAME,FOLDER): a probe of an MPI chapter may run alone.
mpi_main_of = $(if $(filter $(1),$(alone_probes)),build/probes/obj/probe_plain.o,$(mpi_main:%=build/probes/$(2)/%))

define join_harness
ld -r -o $@.joined $^ && \
objcopy --wildcard $(foreach n,$(keep_names),--keep-global-symbol='$(n)') $@.joined $@ && rm -f $@.joined && \
objcopy $$(nm -gP --defined-only $@ | sed -n 's/^__wrap_P\(MPI_[A-Za-z_0-9]*\) .*/--weaken-symbol=\1/p') $@ && \
nm -gP --defined-only $@ | sed -n -e 's/^__wrap_\([A-Za-z_0-9]*\) .*/-Wl,--wrap=\1/p' \
    -e 's/^sched_yield .*/-Wl,--export-dynamic-symbol=sched_yield/p' >$@.wraps
endef

$(foreach n,$(filter-out $(mpi_probe_names),$(probe_names)),$(eval \
build/probes/$(n).o: build/probes/obj/$(n).o $(call main_object,$(n),build/probes/obj/probe_plain.o) $(call conduct_object,$(n)) $(common_objects)))
$(foreach n,$(mpi_probe_names),$(eval \
build/probes/$(n).o: build/probes/obj/$(n).o $(call main_object,$(n),$(call mpi_main_of,$(n),obj)) $(call shared_objects,$(n),build/probes/obj) $(common_objects)))
$(foreach n,$(mpi_probe_names),$(eval \
build/probes/$(n).mpich.o: build/probes/mpich/$(n).o $(call main_object,$(n),$(call mpi_main_of,$(n),mpich)) $(call shared_objects,$(n),build/probes/mpich) $(common_objects)))

$(filter-out build/probes/race.o build/probes/c11.o build/threads/preload.so,$(harness)):
	@$(join_harness)

# The threads of C11 for the build that ThreadSanitizer watches.
build/probes/c11.o: build/probes/obj/probe_c11.o
	@cp $< $@

build/probes/race.o: build/threads/race.o
	@mkdir -p $(@D)
	@cp $< $@

# Probes for a cluster that is only described, where there is SimGrid.
simulated_names := $(basename $(notdir $(wildcard grader/probes/probe_simulated/*.c)))
simulated := $(if $(shell command -v smpicc >/dev/null && command -v smpirun),$(simulated_names:%=build/probes/%.smpi.o))

$(simulated): build/probes/%.smpi.o: grader/probes/probe_simulated/%.c $(wildcard grader/probes/probe_simulated/*.h)
	@mkdir -p $(@D)
	@smpicc $(PROBE_CFLAGS) -iquote exercises/$(call slug_of,$*) -c -o $@.new $<
	@objcopy --keep-global-symbol=main --keep-global-symbol=heat_cells $@.new $@ && rm -f $@.new
harness += $(simulated)

# Names of the libraries a probe is linked with: an answer may not define them.
build/reserved-symbols: grader/grader.mk
	@mkdir -p $(@D)
	@{ echo; for f in $$(for l in c m asan ubsan tsan; do $(CC) -print-file-name=lib$$l.so; done) \
	    /lib/*/libc.so.6 /lib/*/libm.so.6 /usr/lib/*/libmpi.so.40 /usr/lib/*/libmpich.so.12; do \
	    nm -D --defined-only "$$f" 2>/dev/null; done \
	    | awk '{ sub(/@.*/, "", $$3); print $$3 }' | sort -u; } > $@

.PHONY: grader grade
grader: build/bin/warden build/bin/grade $(if $(wildcard grader/tests/course.c),build/bin/box_test build/bin/course) build/bin/contract $(drivers) $(harness) build/reserved-symbols

# make grade [EX=name] [CHAPTER=n] [FROM=folder] [SEED=n] [HINT=n] [JOBS=n] [FORCE=1]
grade: build/bin/grade build/bin/warden $(drivers) $(harness) build/reserved-symbols
	@build/bin/grade $(if $(EX),--exercise "$(EX)") $(if $(CHAPTER),--chapter "$(CHAPTER)") \
	    $(if $(FROM),--from "$(FROM)") $(if $(SEED),--seed "$(SEED)") $(if $(HINT),--hint "$(HINT)") \
	    $(if $(JOBS),--jobs "$(JOBS)") $(if $(FORCE),--force) || { s=$$?; \
	    test $$s -ne 1 || echo 'That is all: the line below is only how make repeats "not all passed".'; exit $$s; }

# make class SUBMISSIONS=folder OUT=folder [JOBS=n] [SEED=n] [EX=name] [CHAPTER=n] [CLASS=file]
# LAUNCHER=slurm [SLICES=n]: JOBS are then the processors of each task.
.PHONY: class
class_options = $(if $(SUBMISSIONS),--submissions "$(SUBMISSIONS)") $(if $(SEED),--seed "$(SEED)") \
    $(if $(EX),--exercise "$(EX)") $(if $(CHAPTER),--chapter "$(CHAPTER)") $(if $(CLASS),--rules "$(CLASS)")
class_by_slurm = SLICES="$(SLICES)" CPUS="$(JOBS)" grader/machine/class_slurm.sh "$(abspath $(OUT))" $(class_options)
class_by_ = build/bin/class $(if $(OUT),--out "$(OUT)") $(if $(JOBS),--jobs "$(JOBS)") $(class_options)
# A name of its own: a comma in $(or ...) would end its argument.
class_by_none = echo 'class: there is no LAUNCHER=$(LAUNCHER), only LAUNCHER=slurm' >&2; exit 2
class: build/bin/class build/bin/warden $(drivers) $(harness) build/reserved-symbols
	@$(or $(class_by_$(LAUNCHER)),$(class_by_none))

# --- tests -------------------------------------------------------------------

# Each part stands beside its rule; `make check` runs them in this order.
grader_parts := contract programs box grader course class reports hostile contributing
CHECK_PARTS += $(addprefix check-,$(grader_parts))
.PHONY: $(addprefix check-,$(grader_parts))

# The contract checker itself; then every program against its contract.
check-contract: build/bin/contract
	@grader/tests/contract_test.sh

check-programs: build/bin/contract build/observe programs
	@build/bin/contract --lint $(chapter_sources) $(chapter_scripts) && echo ok contracts-complete || echo FAIL contracts-complete: see above
	@build/bin/contract --run chapters/*/*.expect --programs build/programs/openmpi --mpi openmpi; a=$$?; \
	build/bin/contract --run chapters/*/*.expect --programs build/programs/mpich --mpi mpich || a=1; \
	grader/tests/troubles_test.sh; exit $$a

# Every starter fails with a hint, every solution passes, every wrong answer
# gets its own verdict and hint; cpus_allowed also where there is one CPU only.
# No file is missing or too many; every program has an output contract, every
# quoted region exists.
check-course: grader build/bin/hostile
	@grader/tests/course_test.sh; a=$$?; build/bin/course --files || a=1; \
	build/bin/contract --lint $(chapter_sources) $(chapter_scripts) && echo ok programs-have-contracts || echo FAIL programs-have-contracts: see above; \
	$(BOOK_RUN) -M mode=check -t plain -o /dev/null /dev/null && echo ok regions-exist || echo FAIL regions-exist: see above; \
	build/bin/course || a=1; \
	one=$$(taskset -pc $$$$ | sed 's/.*: *\([0-9]*\).*/\1/'); \
	taskset -c "$$one" build/bin/course cpus_allowed | sed 's/^\(ok\|FAIL\) /\1 one-cpu\//' && exit $$a

# A class: refusals, resuming, names, weights, disks, slices.
check-class: grader build/bin/class build/bin/make_archive build/bin/report
	@grader/tests/class_test.sh; a=$$?; grader/tests/class_slices_test.sh && exit $$a

build/bin/make_archive: grader/tests/make_archive.c grader/src/str.c grader/src/str.h
	@mkdir -p $(@D)
	@$(CC) $(GRADER_CFLAGS) -Igrader/src -o $@ $(filter %.c,$^) -larchive

# The boxes at every level, with two MPI launches at once in each.
check-box: grader programs
	@grader/tests/box_test.sh

build/bin/leaks_test: grader/tests/leaks_test.c grader/probes/probe_leaks.c grader/probes/probe_leaks.h
	@mkdir -p $(@D)
	@$(CC) $(GRADER_CFLAGS) -O0 -Igrader/probes -fsanitize=address -pthread -o $@ $(filter %.c,$^)

# Bad submissions, bad options, interruptions, a full disk.
check-grader: grader build/bin/report build/bin/leaks_test
	@grader/tests/grade_test.sh; a=$$?; grader/tests/record_test.sh || a=1; grader/tests/simulated_test.sh || a=1; grader/tests/readme_test.sh && exit $$a

# Every hostile answer, as root and as an ordinary user.
check-hostile: grader build/bin/hostile build/bin/report
	@build/bin/hostile

# CONTRIBUTING.md shows real files and real verdicts.
.PHONY: sync-contributing
check-contributing: build/bin/grade build/drivers/split_range build/probes/split_range.o build/reserved-symbols
	@grader/tests/contributing_test.sh

sync: sync-contributing
sync-contributing:
	@grader/tests/contributing_test.sh --sync

# Every form of the record, against its schema or a parser.
.PHONY: gradescope
check-reports: grader build/bin/report
	@a=0; for t in report glue feedback; do grader/tests/$${t}_test.sh || a=1; done; exit $$a

gradescope:
	@grader/glue/gradescope.sh build/gradescope.zip $(if $(EX),--exercise $(EX)) $(if $(CHAPTER),--chapter $(CHAPTER))
