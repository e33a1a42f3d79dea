# chapters.mk - build the programs of the chapters.
#
# Nothing here names a chapter or a program: a folder chapters/NN-slug with
# programs is a chapter, and every file NAME.c or NAME.py in it is one; a
# Python program is built by being copied.
#
#: chapterN        build chapter N, and say how to run its programs here
#:                 (also MPI=mpich, CC=clang)
#: chapters        build the programs of all chapters into this folder

MPI ?= openmpi
ifeq ($(origin CC),default)
CC := gcc
endif

chapter_c_flags := -std=c11 -Wall -Wextra -Wpedantic -O2 -g \
    -Ichapters/include -pthread $(CFLAGS)
chapter_folders := $(sort $(wildcard \
    chapters/[0-9][0-9]-* chapters/[A-Z]-*))
chapter_sources := $(sort $(wildcard $(addsuffix /*.c,$(chapter_folders))))
chapter_scripts := $(sort $(wildcard $(addsuffix /*.py,$(chapter_folders))))
chapter_programs := $(basename $(notdir $(chapter_sources))) \
    $(notdir $(chapter_scripts))
chapter_headers := $(wildcard chapters/include/*.h)

# A program may be called like something that `make` offers (scaling).  Its
# rule then has another spelling of its path, ./ would not do, and `make
# scaling` is still what is offered.
make_words := $(shell sed -n 's/^\#: \([a-z0-9-]*\) .*/\1/p' \
    Makefile $$(sed -n 's/^include //p' Makefile))
in_root = $(foreach n,$(1),$(if $(filter $(n),$(make_words)),chapters/../)$(n))

# What a program needs is what it includes.
ifneq ($(chapter_sources),)
chapter_mpi := $(shell grep -lE '^ *\# *include *<mpi\.h>' \
    $(chapter_sources))
chapter_darts := $(shell grep -lE '^ *\# *include *"darts\.h"' \
    $(chapter_sources))
chapter_openmp := $(shell grep -lE '^ *\# *pragma +omp ' \
    $(chapter_sources))
chapter_races := $(shell grep -lE '^ *races *$$' \
    $(wildcard $(chapter_sources:.c=.expect)) /dev/null)
endif

# A change of compiler, MPI or flags builds everything anew: the programs
# depend on a file that holds these words and is written when they change.
chapter_words = $(CC) $(MPI) $(chapter_c_flags)
build/chapters/words: FORCE
	@mkdir -p $(@D)
	@printf '%s\n' '$(chapter_words)' | cmp -s - $@ || \
	    printf '%s\n' '$(chapter_words)' >$@
build/programs/words: FORCE
	@mkdir -p $(@D)
	@printf '%s\n' '$(CC) $(chapter_c_flags)' | cmp -s - $@ || \
	    printf '%s\n' '$(CC) $(chapter_c_flags)' >$@

# darts.o is always optimised and never instrumented, whatever the program.
build/chapters/darts.o: chapters/include/darts.c $(chapter_headers) \
    build/chapters/words
	@$(CC) $(chapter_c_flags) -c -o $@ $<
build/programs/darts.o: chapters/include/darts.c $(chapter_headers) \
    build/programs/words
	@$(CC) $(chapter_c_flags) -Werror -c -o $@ $<

# $(call chapter_program,SOURCE,OUTPUT,MPI,STAMP FOLDER,EXTRA FLAGS)
define chapter_program
$(2): $(1) $$(chapter_headers) $(4)/words \
    $$(if $$(filter $(1),$$(chapter_darts)),$(4)/darts.o)
	@mkdir -p $$(@D)
	@$$(if $$(filter $(1),$$(chapter_mpi)),CC=$$(CC) MPI=$(3) \
	    grader/machine/mpicc,$$(CC)) $$(chapter_c_flags) \
	    $$(if $$(filter $(1),$$(chapter_openmp)),-fopenmp) $(5) -o $$@ \
	    $(1) $$(filter %.o,$$^) -lm
endef

# A reader's program may have warnings; the project's own may not.
$(foreach s,$(chapter_sources),$(eval \
    $(call chapter_program,$(s),$(call in_root,$(basename $(notdir $(s)))),$$(MPI),build/chapters,)))
$(foreach mpi,openmpi mpich,$(foreach s,$(chapter_sources),$(eval \
    $(call chapter_program,$(s),build/programs/$(mpi)/$(basename $(notdir $(s))),$(mpi),build/programs,-Werror))))
$(foreach s,$(chapter_sources),$(eval \
    $(call chapter_program,$(s),build/programs/tsan/$(basename $(notdir $(s))),openmpi,build/programs,-Werror -fsanitize=thread)))

# $(call chapter_script,SOURCE,OUTPUT)
define chapter_script
$(2): $(1)
	@mkdir -p $$(@D)
	@install -m 755 $$< $$@
endef
$(foreach s,$(chapter_scripts),$(foreach folder,. $(addprefix build/programs/,openmpi mpich),$(eval \
    $(call chapter_script,$(s),$(patsubst ./%,%,$(folder)/$(notdir $(s)))))))

# chapter3 from chapters/03-hello-mpi
chapter_number = $(patsubst 0%,%,$(firstword $(subst -, ,$(notdir $(1)))))
chapter_of = $(basename $(notdir $(filter $(1)/%,$(chapter_sources)))) \
    $(notdir $(filter $(1)/%,$(chapter_scripts)))
define chapter_rule
.PHONY: chapter$(call chapter_number,$(1))
chapter$(call chapter_number,$(1)): $(call in_root,$(call chapter_of,$(1)))
	@MPI=$$(MPI) grader/machine/how_to_run.sh $(1)
endef
$(foreach f,$(chapter_folders),$(eval $(call chapter_rule,$(f))))

# A chapter that is not there gets a sentence, not make's own message.
chapters/%.mk: ;
chapter%:
	@echo "There is no $@ here. These are: $(foreach \
	    f,$(chapter_folders),chapter$(call chapter_number,$(f)))." >&2
	@exit 2

.PHONY: chapters programs check-warnings clean-chapters FORCE
chapters: $(call in_root,$(chapter_programs))

# For the tests: every program under each MPI, warnings being errors, and a
# ThreadSanitizer build of those whose contract says that they race.
programs: $(addprefix build/programs/openmpi/,$(chapter_programs)) \
    $(addprefix build/programs/mpich/,$(chapter_programs)) \
    $(addprefix build/programs/tsan/,$(basename $(notdir $(chapter_races))))

# Every program compiles without a warning under both compilers.
CHECK_PARTS += check-warnings
check-warnings:
	@grader/machine/warnings.sh $(chapter_c_flags) -- \
	    chapters/include/darts.c $(chapter_sources)

clean-chapters:
	@rm -f $(chapter_programs)
