/* warden.h - what the warden tells the grader: once when it starts its
 * command (all zero but `magic`), and again when the command has ended. */
#ifndef MANY_HANDS_WARDEN_H
#define MANY_HANDS_WARDEN_H

#include <stdbool.h>

enum { WARDEN_FD = 3, WARDEN_MAGIC = 0x4d48 };

struct warden_report {
    int magic;
    int wait_status; /* as waitpid gives it */
    int survivors;   /* processes alive half a second after the command */
    double cpu_seconds;
    long largest_rss_kb; /* of one process */
};

#endif
