# labs.mk - clusters on one machine: hosts that are not there, and 1,024
# ranks that are described.
#
#: lab-1024        pi, the ring, two broadcasts and the heat on 1 to 1,024
#:                 ranks of a described cluster, in simulated time
#:                 (CLUSTER=file, MOST=ranks)

labs := chapters/11-on-a-cluster/labs
lab_1024 := $(labs)/1024
CLUSTER ?= $(lab_1024)/cluster.txt
MOST ?= 1024
lab_answers := 05-pi-over-mpi/pi_mpi 08-send-receive-ring/ring_sum \
    09-overlap/heat_run 10-collectives/tree_bcast
lab_objects := $(lab_answers:%=build/lab-1024/%.o)
lab_smpicc = $(lab_1024)/smpicc.sh -std=c11 -Wall -Wextra -Wpedantic \
    -Werror -O2 -Ichapters/include

# The answers as they are, each with the contract of its chapter: a copy for
# students has no solutions and runs their own.
lab_from := $(firstword $(wildcard solutions) exercises)
$(lab_objects): build/lab-1024/%.o: $(lab_from)/%.c
	@mkdir -p $(@D)
	@$(lab_smpicc) -Iexercises/$(*D) -c -o $@ $<

build/lab-1024/simulate: $(lab_1024)/simulate.c $(lab_objects) \
    chapters/include/darts.c $(chapter_headers)
	@$(lab_smpicc) -Wl,--wrap=pi_hits -o $@ $(filter %.c %.o,$^)

build/lab-1024/plot: $(lab_1024)/plot.c
	@mkdir -p $(@D)
	@$(CC) $(chapter_c_flags) -Werror -o $@ $< -lm

.PHONY: lab-1024 lab-1024-recorded
lab-1024: build/lab-1024/plot build/lab-1024/simulate
	@$(lab_1024)/run.sh build/lab-1024/simulate '$(CLUSTER)' '$(MOST)' > build/lab-1024/new.csv || { \
	    test $(lab_from) = solutions || echo 'lab-1024: it runs your own answers to' \
	    '$(notdir $(lab_answers)): each must pass first.' >&2; exit 2; }
	@mv build/lab-1024/new.csv build/lab-1024/scaling.csv
	@build/lab-1024/plot build/lab-1024/scaling.csv $(lab_1024)/recorded.csv > build/lab-1024/scaling.svg
	@echo 'lab-1024: build/lab-1024/scaling.csv and build/lab-1024/scaling.svg'

# What the lesson shows: keep the last run as the recorded one.
lab-1024-recorded: build/lab-1024/plot
	@cp build/lab-1024/scaling.csv $(lab_1024)/recorded.csv
	@build/lab-1024/plot $(lab_1024)/recorded.csv $(lab_1024)/recorded.csv > $(lab_1024)/scaling.svg

CHECK_PARTS += check-labs
.PHONY: check-labs check-labs-1024
check-labs: check-labs-1024
check-labs-1024: build/lab-1024/plot
	@$(lab_1024)/test.sh '$(MAKE)'

#: lab-hosts       a shell on three hosts that are network namespaces of this
#:                 machine: mpirun across them, break one, slow the network
lab_hosts := $(labs)/hosts
lab_hosts_programs := where_am_i pingpong pi_mpi_reduce heat_sendrecv
lab_hosts_built := $(lab_hosts_programs:%=build/programs/openmpi/%) \
    build/bin/relay

build/bin/relay: $(lab_hosts)/relay.c $(chapter_headers)
	@mkdir -p $(@D)
	@$(CC) $(chapter_c_flags) -Werror -o $@ $< -lm

.PHONY: lab-hosts check-labs-hosts
lab-hosts: $(lab_hosts_built)
	@$(lab_hosts)/lab.sh build/programs/openmpi $(lab_hosts_programs)

check-labs: check-labs-hosts
check-labs-hosts: $(lab_hosts_built)
	@$(lab_hosts)/test.sh $(lab_hosts_programs)
