/*
 * contract.h - chapter 4: what each exercise must do.
 *
 * The two functions need no MPI.  They write nothing to stdout, never end
 * the process, and leave no memory, file or thread behind.
 *
 * The third exercise is a script, mpirun_any.sh, described at the end.
 */
#ifndef MANY_HANDS_04_CONTRACT_H
#define MANY_HANDS_04_CONTRACT_H

/* One host of a hostfile: at most 63 characters of name, then '\0', and the
 * number of ranks it takes before it is oversubscribed. */
struct host {
    char name[64];
    int slots;
};

/*
 * Reads the text of an Open MPI hostfile and returns how many different
 * hosts it names; out[0], out[1], ... are those hosts in the order of their
 * first appearance.
 *
 * text            the whole file, ended by '\0'; lines end with '\n' or
 *                 "\r\n", the last line may end without either
 * default_cores   slots of a line that does not say slots=N; at least 1
 * out             room for max hosts; nothing is written beyond out[max-1]
 * max             at least 0
 *
 * A line is one of
 *
 *     (nothing, or blanks and tabs only)
 *     NAME
 *     NAME KEYWORD=N ...         each keyword at most once, in any order
 *
 * with blanks or tabs between the words and also, if you like, before the
 * first and after the last.  '#' starts a comment that reaches to the end
 * of the line, wherever it stands.
 *
 * - NAME is 1 to 63 letters, digits, '.', '-' and '_'; upper and lower case
 *   are different.
 *
 * - KEYWORD is slots or max_slots, without blanks around the '='.
 *
 * - N is decimal digits only, at least 1, at most INT_MAX.
 *
 * max_slots=N is checked for its form and then ignored: it is a limit, not
 * a number of slots.  A host named on several lines gets the sum of what
 * each of these lines says (a line without slots= adds default_cores).
 *
 * Returns -1 if any line has another form (slots=abc, slots=0, slots=-2,
 * slots=, an unknown word, a name that is too long), if there are more than
 * max different hosts, if a sum of slots exceeds INT_MAX, if text is NULL,
 * if out is NULL and max is not 0, if default_cores < 1 or max < 0.  The
 * contents of out[0..max-1] are then of no meaning.
 */
int hostfile_slots(const char *text, int default_cores, struct host *out,
                   int max);

/*
 * Returns the number of CPUs that the calling thread may run on, at least
 * 1: as many as its affinity mask has, which `taskset`, mpirun's binding, a
 * batch system or a container may have made smaller than the machine.
 * Hardware threads count as CPUs, as they do in the mask.  It is asked
 * anew on every call and changes nothing.
 *
 * Returns -1 if the system does not tell.
 */
int cpus_allowed(void);

/*
 * mpirun_any.sh N PROG [ARG...]
 *
 * A POSIX sh script (no bash) that starts N ranks of PROG with the mpirun
 * found in PATH, whichever that is: Open MPI 4, Open MPI 5, MPICH (its
 * launcher is called Hydra), Intel MPI.
 *
 * `mpirun --version` tells: the answer of Open MPI contains "Open MPI" (or
 * "OpenRTE", where version 4 is called mpirun.openmpi), that of MPICH
 * "HYDRA", that of Intel MPI "Intel(R) MPI Library".  Intel MPI's launcher
 * is a relative of Hydra: it counts no slots and lets root in.
 *
 *   - N ranks start even if the machine has fewer slots.
 *   - PROG gets its arguments exactly as given: empty ones, ones with
 *     blanks, quotes or '*', and ones that look like options of mpirun.
 *   - The exit status is mpirun's.
 *   - It works for root too.  Open MPI refuses root unless
 *     OMPI_ALLOW_RUN_AS_ROOT and OMPI_ALLOW_RUN_AS_ROOT_CONFIRM are both 1.
 *   - Standard input, output and error of PROG are those of the script,
 *     which prints nothing of its own when all is well.
 *   - Bad usage (no N, N not a whole number of at least 1, no PROG): one
 *     sentence on standard error, nothing started, status 2.
 */

#endif
