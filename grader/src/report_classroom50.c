/*
 * report_classroom50.c - the result.json of Classroom 50.
 *
 * Who and what is graded comes from the environment of its workflow:
 * CLASSROOM ASSIGNMENT ASSIGNMENT_TYPE OWNER (or USERNAME) SUBMISSION_TAG
 * COMMIT_URL RELEASE_URL REVIEW_URL, and COMMIT_DATE (committer date, UTC).
 */
#define _GNU_SOURCE
#include "reports.h"
#include "utf8.h"

#include <stdlib.h>
#include <string.h>

/* Variable `name`, else `otherwise`; clean. */
static json_t *
from_environment(const char *name, const char *otherwise)
{
    const char *value = getenv(name);
    if (value == NULL || *value == '\0')
        value = otherwise;
    char *text = utf8_clean(value, strlen(value), 1024);
    json_t *s = json_string(text);
    free(text);
    return s;
}

char *
report_classroom50(json_t *records)
{
    const json_t *record = json_array_get(records, 0), *x;
    const char *when = text_of(record, "graded_at");
    const char *kind = getenv("ASSIGNMENT_TYPE");
    const char *user = getenv("USERNAME");
    json_t *tests = json_array();
    size_t i;
    json_array_foreach (json_object_get(record, "exercises"), i, x)
        json_array_append_new(
            tests, json_pack("{s:s,s:b,s:i,s:i}", "test-name",
                             text_of(x, "name"), "passed", report_passed(x),
                             "score", number_of(x, "score"), "max-score",
                             number_of(x, "max_score")));
    bool group = kind != NULL && strcmp(kind, "group") == 0;
    return report_dump(json_pack(
        "{s:s,s:o,s:o,s:s,s:o,s:o,s:o,s:o,s:o,s:o,s:s,s:i,s:i,s:o}",
        "schema", "classroom50/result/v1", "classroom",
        from_environment("CLASSROOM", ""), "assignment",
        from_environment("ASSIGNMENT", "many-hands"), "assignment_type",
        group ? "group" : "individual", "owner",
        from_environment("OWNER",
                         user != NULL ? user : text_of(record, "student")),
        "submission", from_environment("SUBMISSION_TAG", "submit/local"),
        "commit", from_environment("COMMIT_URL", ""), "release",
        from_environment("RELEASE_URL", ""), "review",
        from_environment("REVIEW_URL", ""), "datetime",
        from_environment("COMMIT_DATE", when), "graded_at", when, "score",
        number_of(record, "score"), "max-score",
        number_of(record, "max_score"), "tests", tests));
}
