# scaling.mk - `make scaling`: how much faster is pi on this machine?
#
#: scaling         measure pi on 1 to P workers by fork, thread and MPI:
#:                 table, fit, build/scaling/scaling.csv and scaling.svg
#:                 (P=workers, ROUNDS=n, DARTS=n; best on an idle machine)

P ?= $(shell n=$$(nproc); echo $$((n < 2 ? 2 : n)))
ROUNDS ?= 15
DARTS ?= 400000000
scaling_recorded := chapters/06-is-it-faster/recorded.csv

build/scaling/report build/scaling/svg: build/scaling/%: book/figures/scaling/%.c book/figures/scaling/runs.c book/figures/scaling/runs.h
	@mkdir -p $(@D)
	@$(CC) $(chapter_c_flags) -Werror -o $@ $(filter %.c,$^)

# Its table has a contract, a case of fit.expect.
scaling_reports := $(foreach mpi,openmpi mpich,build/programs/$(mpi)/scaling_report)
programs: $(scaling_reports)
$(scaling_reports): build/scaling/report
	@mkdir -p $(@D)
	@cp $< $@

# The measurement is kept only if it came to its end.
.PHONY: scaling scaling-recorded check-scaling
scaling: build/scaling/report build/scaling/svg pi_fork pi_pthread whose_time fit
	@MPI='$(MPI)' chapters/06-is-it-faster/bench.sh '$(P)' '$(ROUNDS)' '$(DARTS)' > build/scaling/new.csv
	@mv build/scaling/new.csv build/scaling/scaling.csv
	@build/scaling/report build/scaling/scaling.csv
	@test '$(P)' -lt 2 || for kind in fork thread mpi; do \
	    printf '\nWhich serial part would explain %s?\n' "$$kind"; \
	    ./fit $$(build/scaling/report build/scaling/scaling.csv "$$kind"); done
	@build/scaling/svg build/scaling/scaling.csv 'this machine' $(scaling_recorded) 'recorded' > build/scaling/scaling.svg
	@echo
	@echo 'scaling: build/scaling/scaling.csv and build/scaling/scaling.svg'

# What the lesson shows: keep the last measurement as the recorded one.
scaling-recorded: build/scaling/svg
	@cp build/scaling/scaling.csv $(scaling_recorded)
	@build/scaling/svg $(scaling_recorded) 'recorded' > $(dir $(scaling_recorded))scaling.svg

# Fixed inputs only: no test measures a time.
CHECK_PARTS += check-scaling
check-scaling: build/scaling/report build/scaling/svg
	@book/figures/scaling/test.sh
