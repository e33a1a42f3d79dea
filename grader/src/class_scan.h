/*
 * class_scan.h - what a submission may hold, whatever it comes in.
 *
 * A folder and an archive are both a row of entries.  Every entry is shown
 * to scan_entry, which refuses what must not be there and asks for the
 * bytes of what may be an answer; scan_end finds out where in the
 * submission the exercises lie.
 */
#ifndef MANY_HANDS_CLASS_SCAN_H
#define MANY_HANDS_CLASS_SCAN_H

#include "str.h"

#include <stdint.h>

enum {
    SCAN_ENTRIES = 8000,  /* files and folders, all together */
    SCAN_DEPTH = 16,      /* folders in one another */
    SCAN_PATH = 1000,     /* bytes of a path */
    SCAN_FILE = 16 << 20, /* bytes of one file */
    SCAN_ALL = 64 << 20,  /* bytes of all files */
    SCAN_KEPT =
        256 * 1024 + 1 /* of an answer: enough to see it is larger */
};

enum scan_kind {
    SCAN_REGULAR,
    SCAN_FOLDER,
    SCAN_SYMLINK,
    SCAN_HARDLINK,
    SCAN_OTHER /* a device, a pipe, a socket */
};

/* A file that may be an answer. */
struct scan_file {
    char *path;
    struct str_buf bytes;
};

struct scan {
    char *const *wanted; /* SLUG/FILE of every exercise and every chapter's
                            SLUG/contract.h, NULL-terminated */
    struct str_list paths;   /* of all regular files */
    struct scan_file *files; /* those that may be answers or headers */
    size_t nfiles;
    size_t entries;
    int64_t bytes;
    int64_t newest;    /* time of the newest file, 0: there is none */
    size_t strays;     /* files beside the answers that no exercise has */
    char *top;         /* the one folder that holds everything, or "" */
    char refused[300]; /* one sentence, once it is refused */
};

/* `size` may be -1 if it is not known yet.  0: go on; 1: the entry's bytes
 * are wanted, put them into files[nfiles - 1]; -1: refused. */
int scan_entry(struct scan *s, const char *path, enum scan_kind kind,
               int64_t size, int64_t time);

/* Counts bytes that have been unpacked; -1: refused. */
int scan_bytes(struct scan *s, const char *path, int64_t of_this_file,
               int64_t more);

/* Leaves in files only the answers and the headers beside them, their paths
 * cut down to SLUG/FILE.  -1: refused, there is no answer, or they are
 * there twice. */
int scan_end(struct scan *s);

/* Is this the header of a chapter, which the course gives? */
bool scan_is_header(const char *path);

/* Refuses with a sentence; the first one stays.  -1. */
int scan_refuse(struct scan *s, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

void scan_free(struct scan *s);

#endif
