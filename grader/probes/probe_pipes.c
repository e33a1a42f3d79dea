/* probe_pipes.c - the keeper's pipes: the driver's questions, and the
 * reply.
 */
#define _GNU_SOURCE
#include "probe_holds.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

void
fail(const char *what)
{
    fprintf(stderr, "probe: %s: %s\n", what, strerror(errno));
    _exit(120);
}

static int
open_stream(const char *name, int flags)
{
    char path[300];
    snprintf(path, sizeof path, "%s/stream/%s.%d", k.root, name, k.rank);
    int fd = open(path, flags | O_CLOEXEC);
    if (fd == -1)
        fail(path);
    return fd;
}

static void
send_bytes(const char *bytes, size_t len)
{
    int fd = open_stream("reply", O_WRONLY);
    for (size_t done = 0; done < len;) {
        ssize_t n = write(fd, bytes + done, len - done);
        if (n < 0 && errno != EINTR)
            fail("reply");
        done += n > 0 ? (size_t)n : 0;
    }
    close(fd);
}

/* KIND INDEX SECRET REST */
void
send_line(const char *kind, const char *format, ...)
{
    char rest[900], line[1024];
    va_list ap;
    va_start(ap, format);
    vsnprintf(rest, sizeof rest, format, ap);
    va_end(ap);
    for (char *p = rest; *p != '\0'; p++)
        if (*p == '\n')
            *p = ' ';
    int n = snprintf(line, sizeof line, "%s %d %s %s\n", kind, k.asked - 1,
                     k.secret, rest);
    send_bytes(line, (size_t)n);
}

/* A line, and then as many bytes as it says. */
void
send_block(const char *kind, const char *bytes, size_t len)
{
    char head[128];
    int n = snprintf(head, sizeof head, "%s %d %s %zu\n", kind, k.asked - 1,
                     k.secret, len);
    char *frame = malloc((size_t)n + len + 1);
    if (frame == NULL)
        fail("answer");
    memcpy(frame, head, (size_t)n);
    memcpy(frame + n, bytes, len);
    send_bytes(frame, (size_t)n + len);
    free(frame);
}

void
send_left(const char *kind, int count, const char *text)
{
    if (count > 0)
        send_line("left", "%s %d %s", kind, count, text);
}

/* "<bytes>\n" and then that many bytes: "<secret>\n<ncases>\n" and the
 * cases, each "<len>\n" and that many bytes of values. */
void
read_questions(void)
{
    char head[32];
    int fd = open_stream("request", O_RDONLY);
    for (size_t n = 0; n < sizeof head; n++) {
        if (read(fd, head + n, 1) != 1)
            fail("request");
        if (head[n] == '\n')
            break;
    }
    size_t len = strtoul(head, NULL, 10);
    k.questions = malloc(len + 1);
    for (size_t done = 0; k.questions != NULL && done < len;) {
        ssize_t n = read(fd, k.questions + done, len - done);
        if (n <= 0 && errno != EINTR)
            fail("request");
        done += n > 0 ? (size_t)n : 0;
    }
    close(fd);
    if (k.questions == NULL)
        fail("request");
    k.questions[len] = '\0';
    k.cursor = strchr(k.questions, '\n') + 1;
    snprintf(k.secret, sizeof k.secret, "%.*s",
             (int)(k.cursor - k.questions - 1), k.questions);
    k.cases = (int)strtol(k.cursor, &k.cursor, 10);
}
