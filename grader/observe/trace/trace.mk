# trace.mk - the picture of an exercise's run.
#
#: trace           draw your own run beside the reference's: EX=name, for MPI
#:                 NP=ranks (4), FROM=folder; writes build/trace/NAME.html

trace_names := $(basename $(notdir $(wildcard grader/observe/trace/questions/*.c)))
trace_mpi := $(basename $(notdir $(shell grep -l 'MPI_Init' grader/observe/trace/questions/*.c)))
trace_objects := $(trace_names:%=build/trace/probes/%.o)

build/trace/objects/%.o: grader/observe/trace/questions/%.c chapters/include/darts.h
	@mkdir -p $(@D)
	@$(if $(filter $*,$(trace_mpi)),MPI=openmpi grader/machine/mpicc,$(CC)) $(PROBE_CFLAGS) \
	    -iquote exercises/$(call slug_of,$*) -c -o $@ $<

$(trace_objects): build/trace/probes/%.o: build/trace/objects/%.o build/probes/obj/darts.o
	@mkdir -p $(@D)
	@ld -r -o $@ $^ && : >$@.wraps

build/trace/probes/race.o: build/threads/race.o
	@mkdir -p $(@D)
	@cp $< $@

build/trace/reserved-symbols: build/reserved-symbols
	@mkdir -p $(@D)
	@cp $< $@

build/bin/trace: $(wildcard grader/observe/trace/*.[ch]) $(grade_parts) $(src_headers) build/bin/warden
	@$(CC) $(GRADER_CFLAGS) -Igrader/src -o $@ $(wildcard grader/observe/trace/*.c) $(grade_parts) -ljansson

.PHONY: trace trace-tools check-trace
trace-tools: build/bin/trace build/observe $(trace_objects) build/trace/probes/race.o build/trace/reserved-symbols

trace: trace-tools
	@build/bin/trace $(if $(EX),--exercise "$(EX)") $(if $(NP),--ranks "$(NP)") $(if $(FROM),--from "$(FROM)")

CHECK_PARTS += check-trace
check-trace: trace-tools
	@grader/observe/tests/trace_test.sh
