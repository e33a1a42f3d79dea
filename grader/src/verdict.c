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
    {"GRADER_ERROR", "the grader failed, not you", true},
    {"INCONCLUSIVE", "it could not be decided", true},
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

bool
verdict_settles(const char *word)
{
    return strcmp(word, "GRADER_ERROR") != 0 &&
           strcmp(word, "INCONCLUSIVE") != 0;
}

/* For a fault that no exercise has a text for: of a verdict, or of a
 * verdict and its detail. */
static const struct {
    const char *word, *advice;
} advices[] = {
    {"CE", "The file must compile before it can be run. Correct the first "
           "error that the compiler reports: those after it often vanish "
           "with it."},
    {"CE link",
     "Every line compiles, but a function is called or promised that is "
     "nowhere, or is there twice. Compare the name above letter by letter: "
     "one of yours with contract.h, one of the library's with its page in "
     "`man`."},
    {"CE limit",
     "An answer is compiled in a second or two. Look for a macro, a table "
     "or an #include that grows without end."},
    {"CE file",
     "Nothing was compiled, for what lies there cannot be read as a "
     "program. Put your text there: one plain file of that name."},
    {"CE missing",
     "The file is not where it should be. In your clone, `git checkout "
     "exercises` brings the starters that are gone back."},
    {"POLICY file",
     "An answer is a file of its own. Take the link away and copy the text "
     "that you wrote to its place."},
    {"POLICY", "An answer holds the functions that contract.h declares and "
               "helpers of its own, nothing else. Take out what is named "
               "above, or give it another name and make it static; "
               "exercises/README.md lists what is refused and why."},
    {"TAMPER", "Your function is called by another program, which goes on "
               "afterwards. Return a value; only a child that you made "
               "yourself may end with exit or _exit."},
    {"MLE", "Look at every malloc and every array: how large is it for the "
            "largest input, and is it freed before the next round? A fork "
            "in a loop that the child does not leave uses up memory too."},
    {"OLE", "Something prints in a loop that does not end. Take your own "
            "debugging output out: the contract says what is written, if "
            "anything is."},
    {"MEMORY", "The first line named above is where the access happened. "
               "Ask what its index or pointer is there, and how long the "
               "memory behind it lives: a local array ends with its "
               "function, a block with free."},
    {"RACE", "Two of your workers use the same variable and one of them "
             "writes. Either give each worker its own and join the results "
             "afterwards, or let a lock, an atomic operation or a join "
             "stand between the two lines."},
    {"DEADLOCK", "Write down for each worker what it waits for and who "
                 "could end that wait. You will find a circle, or somebody "
                 "who has left already. Every read needs a writer or a "
                 "closed end, every receive a send."},
    {"CRASH",
     "Lines that are named above are your own calls, the innermost "
     "first. Print the pointers, indices and divisors of that line "
     "to stderr just before it: one of them is not what you think."},
    {"CRASH without a line",
     "Where it happened could not be seen. Build your function with a "
     "small "
     "main of your own and -g -fsanitize=address,undefined: most crashes "
     "then name their line."},
    {"TLE", "A loop does not end, or the work grows much faster than the "
            "input. Which condition ends your loop, and what changes it? "
            "Nobody has to wait in a loop for another worker either: block "
            "in a call that waits."},
    {"ORPHAN", "Whoever starts a worker waits for it: one wait for each "
               "child, one join for each thread, on every way out of the "
               "function."},
    {"ZOMBIE", "A child that has ended stays in the kernel's table until "
               "its parent has asked how it ended. Call waitpid once for "
               "each child you made."},
    {"LEAK", "What your function opens, maps, allocates or creates it must "
             "also close, unmap or free, on every way out. Go through it "
             "line by line and look for the partner of each such call."},
    {"GRADER_ERROR",
     "Nothing in your answer has to be changed. Run the same command "
     "again; "
     "if that does not help, `make doctor` tells what this machine lacks "
     "and how to get it. It costs you no points."},
    {"INCONCLUSIVE",
     "Nothing in your answer is known to be wrong, so nothing has to be "
     "changed, and it costs you no points. Run the same command again when "
     "the machine has less to do; `make doctor` tells what the machine "
     "lacks. Only if a function of the course was not called, call that "
     "one: what goes through it can be counted."},
};

const char *
verdict_advice(const char *word, const char *detail)
{
    const char *best = "";
    size_t n = strlen(word);
    for (size_t i = 0; i < sizeof advices / sizeof *advices; i++) {
        const char *of = advices[i].word;
        if (strcmp(of, word) == 0 && *best == '\0')
            best = advices[i].advice;
        else if (strncmp(of, word, n) == 0 && of[n] == ' ' &&
                 strcmp(of + n + 1, detail) == 0)
            best = advices[i].advice;
    }
    return best;
}

const char *
verdict_words(const char *word, const char *detail)
{
    int i = verdict_rank(word);
    if (strcmp(word, "CE") == 0 && strcmp(detail, "missing") == 0)
        return "there is no file to compile";
    return i < 0 ? "" : verdicts[i].meaning;
}
