# bench.mk - how fast things are, each beside its peer in the same run.
#
#: bench           measure speed beside its peers; prints a table, never fails
#:                 for being slow (ONLY="darts workers pool threads
#:                 collectives grade book labs class", ROUNDS=n,
#:                 SIZE=n submissions in the class)

bench_flags = -std=c11 -Wall -Wextra -Wpedantic -Werror -O2 -g \
    -Ichapters/include -pthread
bench_parts := $(addprefix build/bench/,darts_rate shares_mpi pool_rate tp_rate coll_rate \
    once/build/drivers/pi_mpi)

.PHONY: bench bench-parts bench-programs

# What cannot be built here is named in the table, the rest is measured.
bench:
	@$(MAKE) --no-print-directory -k bench-parts bench-programs grader build/bin/class || \
	    echo 'bench: some parts cannot be built here.'
	@grader/bench/bench.sh
	@$(MAKE) --no-print-directory bench-observe

bench-parts: $(bench_parts)
bench-programs: $(addprefix build/programs/openmpi/,pi_fork pi_pthread where_am_i) \
    build/lab-1024/simulate

# The darts of the chapters with the mixing taken out, made from the same
# lines so that the two loops cannot drift apart.
build/bench/bare.c: chapters/include/darts.c grader/bench/bench.mk
	@mkdir -p $(@D)
	@sed -e 's/\(return\|z =\) par_mix64(\(.*\));/\1 \2;/' \
	    -e 's/\<pi_hits(/bare_hits(/; s/\<par_u64(/bare_u64(/' $< >$@
	@grep -q 'return seed + (i + 1) \* GOLDEN;' $@ && \
	    grep -q 'z = place;' $@ && \
	    grep -q '^bare_hits(\|WIDE_CLONE.*bare_hits(\|bare_hits(' $@ || { \
	    echo 'bench: darts.c has changed, bench.mk does not find its mixing' >&2; \
	    rm -f $@; exit 1; }

build/bench/darts_rate: grader/bench/darts_rate.c build/bench/bare.c \
    build/programs/darts.o
	@$(CC) $(bench_flags) -o $@ $^

build/bench/shares_mpi: grader/bench/shares_mpi.c build/programs/darts.o
	@mkdir -p $(@D)
	@CC=$(CC) MPI=openmpi grader/machine/mpicc $(bench_flags) -o $@ $^

build/bench/pool_rate: grader/bench/pool_rate.c \
    solutions/02-pool-of-workers/pool_map.c
	@mkdir -p $(@D)
	@$(CC) $(bench_flags) -Iexercises/02-pool-of-workers -o $@ $^

build/bench/tp_rate: grader/bench/tp_rate.c \
    solutions/07-threads-that-share/thread_pool.c
	@mkdir -p $(@D)
	@$(CC) $(bench_flags) -fopenmp -Iexercises/07-threads-that-share -o $@ $^

# chapter 10's program is a part of it, its main renamed and not called.
build/bench/coll_rate: grader/bench/coll_rate.c \
    chapters/10-collectives/allreduce_ring.c \
    solutions/10-collectives/tree_bcast.c
	@mkdir -p $(@D)
	@CC=$(CC) MPI=openmpi grader/machine/mpicc $(bench_flags) -Wno-unused \
	    -Iexercises/10-collectives -o $@ $< $(lastword $^)

# A driver that asks one launch of four ranks and nothing else.
build/bench/once/build/drivers/pi_mpi: grader/bench/pi_mpi_once.cc \
    $(wildcard grader/drivers/*.h) build/drivers/libdriver.a
	@mkdir -p $(@D)
	@$(CXX) $(GRADER_CXXFLAGS) -Igrader/src -Igrader/drivers -o $@ $< \
	    build/drivers/libdriver.a -lgtest -lpthread
