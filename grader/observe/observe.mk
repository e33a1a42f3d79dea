# observe.mk - build/observe: why a parallel program hangs or is wrong.
#
#: observe         build/observe mpirun -n 4 ./prog says why it hangs, and
#:                 build/observe ./prog why a program of threads or
#:                 processes hangs, races or leaks

observe_headers := $(wildcard grader/observe/*.h grader/observe/*/*.h)
observe_preload := $(wildcard grader/observe/preload/*.c)
observe_explain := $(wildcard grader/observe/explain/*.c)
observe_draw := $(wildcard grader/observe/draw/*.c)
observe_mpis := $(foreach m,openmpi mpich,build/observe-$(m).so)
OBSERVE_CFLAGS = -std=c11 -Wall -Wextra -Wpedantic -Werror -O2 -g

# Not linked with an MPI: the program brings its own.  Handles that are the
# addresses of variables must be weak, and functions lazy, because the
# library is loaded into the launcher too.
$(observe_mpis): build/observe-%.so: $(observe_preload) $(observe_headers) \
    grader/observe/preload/weak.sh
	@mkdir -p build/observe.d/$*
	@grader/observe/preload/weak.sh $* build/observe.d/$*/weak.h
	@for f in $(observe_preload); do \
	    MPI=$* grader/machine/mpicc $(OBSERVE_CFLAGS) -fPIC -fvisibility=default \
	        -include build/observe.d/$*/weak.h -c $$f \
	        -o build/observe.d/$*/$$(basename $$f .c).o || exit 1; done
	@$(CC) -shared -Wl,-z,lazy -Wl,-Bsymbolic-functions -o $@ build/observe.d/$*/*.o -pthread -ldl

build/observe: $(observe_explain) $(observe_draw) $(observe_headers) $(observe_mpis) build/observe-threads
	@$(CC) $(OBSERVE_CFLAGS) -o $@ $(observe_explain) $(observe_draw) -ljansson

.PHONY: observe check-observe check-pictures
observe: build/observe

# Faulty programs with the class and the lines that must be named; correct
# ones of which nothing may be said, as they are and perturbed.
CHECK_PARTS += check-observe
check-observe: build/observe build/bin/contract programs
	@grader/observe/tests/observe_test.sh

# What watching costs, in the same rounds as the plain run.
.PHONY: bench-observe
bench-observe: build/observe
	@MPI=openmpi grader/machine/mpicc -std=c11 -g -O2 -Wall -Wextra \
	    -o build/observe.d/overhead grader/observe/tests/overhead.c
	@grader/observe/tests/overhead.sh build/observe.d/overhead

# The pictures and exports, by their geometry and by their documented forms.
CHECK_PARTS += check-pictures
check-pictures: build/observe build/threads/race.o programs
	@grader/observe/tests/picture_test.sh

# The pictures of the README and of the lessons, from runs.
.PHONY: figures-observed
figures: figures-observed
figures-observed: build/observe build/threads/race.o programs
	@grader/observe/tests/pictures.sh
	@echo "figures: grader/observe/pictures/, chapters/*/ clinic_*.svg and others"
