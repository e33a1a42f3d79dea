/*
 * box.h - run a command that is not trusted, and tell what became of it.
 *
 * A box is a process tree with limits and, where the machine allows it, its
 * own user, process, mount, network and IPC namespaces.  When box_run
 * returns, nothing of the tree is alive any more.
 */
#ifndef MANY_HANDS_BOX_H
#define MANY_HANDS_BOX_H

#include <stdbool.h>
#include <stddef.h>

/* The sandbox ladder, best first. */
enum box_level {
    BOX_BUBBLEWRAP, /* namespaces by bubblewrap (after dropping root) */
    BOX_UID,        /* root only: a throw-away user and limits */
    BOX_LIMITS      /* limits and time-outs only: "unsandboxed" */
};

/* A file or folder of this machine that the box may see. */
struct box_file {
    const char *host;   /* path outside */
    const char *inside; /* absolute path inside the box */
    bool writable;
};

struct box_limits {
    double seconds;     /* wall clock, less what it waited for a processor;
                           generous, a hang is seen earlier */
    double cpu_seconds; /* of each process */
    double
        all_cpu_seconds; /* of all together, one after the other; 0: any */
    long rss_kb;         /* resident memory of the whole box */
    long output_bytes;   /* of stdout and of stderr, each */
    long file_bytes;     /* of each file it writes */
    int processes;       /* processes and threads */
};

/* 60 s, 5 s CPU, 512 MiB, 1 MiB, 16 MiB, 96 processes */
extern const struct box_limits box_default_limits;

/*
 * A named pipe /stream/NAME.  If `feed` is set the grader writes it and the
 * box reads it (once: what was read is gone); otherwise the box writes and
 * the grader collects.  A pipe survives a program that closes descriptors,
 * and leaves nothing on disk.
 */
struct box_stream {
    const char *name;
    const char *feed;
    size_t feed_len;
    char *data; /* collected, NUL-terminated, malloc'ed by box_run */
    size_t len;
};

struct box_request {
    char *const *argv;     /* NULL-terminated; searched in PATH */
    char *const *env;      /* "NAME=value", NULL-terminated; or NULL */
    const char *directory; /* start here (inside); NULL: /work */
    const struct box_file *files; /* besides the system's own */
    size_t nfiles;
    struct box_stream *streams;
    size_t nstreams;
    struct box_limits limits;
    /* Asked many times a second with the CPU seconds the box has used so
     * far: can it be seen that nothing in the box will ever move again?
     * Writes one sentence and returns true.  NULL: only what /proc shows
     * counts. */
    bool (*stuck)(void *arg, double cpu_seconds, char *why, size_t size);
    void *stuck_arg;
};

enum box_end {
    BOX_EXITED,    /* status = exit status */
    BOX_SIGNALLED, /* status = signal number */
    BOX_STUCK,     /* nothing in the box could move any more */
    BOX_TIME,      /* wall clock or CPU limit */
    BOX_MEMORY,
    BOX_OUTPUT, /* stdout, stderr, a stream or a file grew too long */
    BOX_FAILED  /* the box itself could not be made; see why */
};

struct box_result {
    enum box_end end;
    int status; /* exit status or signal number */
    double seconds, cpu_seconds;
    double starved; /* of `seconds`: wanted a processor and got none */
    long peak_rss_kb;
    int survivors; /* processes alive after the command ended; now killed */
    char *out, *err; /* NUL-terminated, may hold NULs before out_len */
    size_t out_len, err_len;
    char why[512]; /* one sentence: what it did when it was stopped */
};

/* Which level of the ladder this machine offers; found once, by trying.
 * GRADE_SANDBOX=uid or =limits asks for a lower one. */
enum box_level box_level(void);

/* "bubblewrap", "uid" or "limits" */
const char *box_level_name(void);

/* What an answer can reach at this level that it should not: "the network",
 * "all files that anybody may read", both, or "". */
const char *box_open_to(void);

/* Runs the request to its end.  The caller frees with box_result_free and
 * frees the data of the streams.  Never fails silently: a box that cannot
 * be made is BOX_FAILED with the reason in `why`. */
void box_run(const struct box_request *request, struct box_result *result);
void box_result_free(struct box_result *result);

/* Kills every box of this process; safe to call from a signal handler. */
void box_kill_all(void);

#endif
