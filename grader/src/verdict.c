/* verdict.c - the words, their order, and what they mean. */
#include "grade.h"

#include <string.h>

/* The cause stands before the symptom, and what every run finds before what
 * luck finds. */
static const struct {
    const char *word, *meaning;
    bool credit;
} verdicts[] = {
    {"CE", "it does not compile", false},
    {"POLICY", "the file holds something an answer may not hold", false},
    {"TAMPER", "the code ended or disturbed the program that calls it",
     false},
    {"MLE", "it used too much memory", false},
    {"OLE", "it wrote too much", false},
    {"MEMORY", "it misused memory", false},
    {"RACE", "a data race", false},
    {"DEADLOCK", "it hangs: nothing can move any more", false},
    {"CRASH", "it crashed", false},
    {"TLE", "it did not finish in time", false},
    {"ORPHAN", "it left something running", false},
    {"WRONG", "it does not do what its contract promises", true},
    {"ZOMBIE", "a child was never waited for", true},
    {"LEAK", "it left something behind", true},
    {"SERIAL", "the result is right, but the work was not shared", true},
    {"GRADER_ERROR", "the grader failed, not you", false},
    {"INCONCLUSIVE", "it could not be decided", false},
    {"PASS", "all is right", true},
};

enum { N = sizeof verdicts / sizeof *verdicts };

int
verdict_rank(const char *word)
{
    for (int i = 0; i < N; i++)
        if (strcmp(verdicts[i].word, word) == 0)
            return i;
    return -1;
}

bool
verdict_gives_credit(const char *word)
{
    int i = verdict_rank(word);
    return i >= 0 && verdicts[i].credit;
}

const char *
verdict_words(const char *word)
{
    int i = verdict_rank(word);
    return i < 0 ? "" : verdicts[i].meaning;
}
