# export.mk - the course for students and for instructors.
#
#: student         the course without answers: build/student/ and a .tar.gz
#: instructor      slides, minutes, answer key: build/instructor/

# Drivers that need nothing of the machine they run on: linked statically,
# without names.  The linker's warning is about GoogleTest's network code,
# which is never called.
static_drivers := $(addprefix build/export/drivers/,$(driver_names))

$(static_drivers): build/export/drivers/%: build/drivers/%.o build/drivers/libdriver.a
	@mkdir -p $(@D)
	@$(CXX) $(GRADER_CXXFLAGS) -static -s -o $@ $< build/drivers/libdriver.a -lgtest -lpthread \
	    2>$@.log || { cat $@.log >&2; exit 1; }

.PHONY: student check-student
student: $(static_drivers)
	@grader/export/student.sh build/export/drivers build/student

CHECK_PARTS += check-student

check-student: student
	@grader/tests/student_test.sh

# --- for instructors ----------------------------------------------------------

key_sources := grader/export/key.c $(addprefix grader/src/,catalogue.c verdict.c str.c)

build/bin/key: $(key_sources) $(src_headers)
	@mkdir -p $(@D)
	@$(CC) $(GRADER_CFLAGS) -Igrader/src -o $@ $(key_sources) -ljansson

.PHONY: instructor check-instructor
instructor: build/bin/key $(CONTRACT)
	@$(BOOK_NEEDS)
	@grader/export/instructor.sh build/instructor $(PANDOC) $(CONTRACT)

CHECK_PARTS += check-instructor

check-instructor: instructor $(static_drivers)
	@CHROMIUM="$(CHROMIUM)" grader/tests/instructor_test.sh
