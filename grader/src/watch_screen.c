/*
 * watch_screen.c - the terminal: one screen, keys one by one.
 *
 * The screen is the terminal's alternate one, so that what stood there
 * before comes back.  Every frame is written whole; a line that is too long
 * after all is cut by the terminal and not wrapped.
 */
#define _GNU_SOURCE
#include "watch.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#define ENTER "\033[?1049h\033[?25l\033[?7l"
#define LEAVE "\033[?7h\033[?25h\033[?1049l"

static struct termios before;
static volatile sig_atomic_t entered;

/* --- taking the terminal and giving it back ----------------------------
 */

static void
write_all(const char *text, size_t n)
{
    for (size_t done = 0; done < n;) {
        ssize_t k = write(STDOUT_FILENO, text + done, n - done);
        if (k == -1 && errno != EINTR && errno != EAGAIN)
            return; /* the terminal is gone; its end is read elsewhere */
        done += k > 0 ? (size_t)k : 0;
    }
}

/* Calls nothing that a signal handler may not call. */
void
screen_leave(void)
{
    if (!entered)
        return;
    entered = 0;
    write_all(LEAVE, sizeof LEAVE - 1);
    tcsetattr(STDIN_FILENO, TCSANOW, &before);
}

static void
on_fatal(int sig)
{
    screen_leave();
    raise(sig); /* SA_RESETHAND: now with its usual end */
}

bool
screen_enter(void)
{
    static bool handlers;
    const char *term = getenv("TERM");
    if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO) ||
        tcgetattr(STDIN_FILENO, &before) == -1 ||
        (term != NULL && strcmp(term, "dumb") == 0)) {
        fputs("watch: this needs a terminal that it can draw on; `make "
              "grade` checks your answers anywhere.\n",
              stderr);
        return false;
    }
    if (!handlers) {
        static const int fatal[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL,
                                    SIGABRT};
        struct sigaction action = {.sa_handler = on_fatal,
                                   .sa_flags = (int)SA_RESETHAND};
        for (size_t i = 0; i < sizeof fatal / sizeof *fatal; i++)
            sigaction(fatal[i], &action, NULL);
        atexit(screen_leave);
        handlers = true;
    }
    struct termios raw = before;
    raw.c_lflag &= ~(tcflag_t)(ICANON | ECHO);
    raw.c_cc[VMIN] = 1;
    raw.c_cc[VTIME] = 0;
    raw.c_cc[VINTR] = _POSIX_VDISABLE; /* read as a key: quit */
    raw.c_cc[VQUIT] = _POSIX_VDISABLE;
    entered = 1;
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &raw);
    write_all(ENTER, sizeof ENTER - 1);
    return true;
}

struct screen_size
screen_size(void)
{
    struct winsize w = {0};
    ioctl(STDOUT_FILENO, TIOCGWINSZ, &w);
    return (struct screen_size){w.ws_row > 0 ? w.ws_row : 24,
                                w.ws_col > 0 ? w.ws_col : 80};
}

/* --- lines -------------------------------------------------------------
 */

static bool
begins_character(char c)
{
    return ((unsigned char)c & 0xC0) != 0x80;
}

int
screen_columns(const char *text)
{
    int n = 0;
    for (; *text != '\0'; text++)
        n += begins_character(*text);
    return n;
}

/* Bytes of the first `columns` columns of a text of n bytes. */
static size_t
bytes_of(const char *text, size_t n, int columns)
{
    size_t i = 0;
    for (; i < n; i++)
        if (begins_character(text[i]) && columns-- == 0)
            break;
    return i;
}

/* Where a line of n bytes must end: at its end, after a word, or within a
 * word that is wider than the line. */
static size_t
break_at(const char *text, size_t n, int room)
{
    size_t fits = bytes_of(text, n, room);
    if (fits == n)
        return n;
    for (size_t i = fits + 1; i-- > 1;)
        if (text[i] == ' ')
            return i;
    return fits;
}

static void
add_line(struct lines *l, int indent, const char *colour, const char *text,
         size_t n)
{
    char *line = str_format("%*s%s%.*s%s", indent, "", colour, (int)n, text,
                            *colour ? "\033[0m" : "");
    str_list_add(&l->list, line, NULL);
    free(line);
}

void
lines_paint(struct lines *l, int indent, const char *colour,
            const char *text)
{
    int room = l->width - indent > 8 ? l->width - indent : 8;
    do {
        size_t n = strcspn(text, "\n");
        if (n > 0 && *text == ' ')
            add_line(l, indent, colour, text, bytes_of(text, n, room));
        else
            for (size_t done = 0; done < n || n == 0;) {
                size_t k = break_at(text + done, n - done, room);
                add_line(l, indent, colour, text + done, k);
                done += k;
                while (done < n && text[done] == ' ')
                    done++;
                if (n == 0)
                    break;
            }
        text += n + (text[n] == '\n');
    } while (*text != '\0');
}

void
lines_add(struct lines *l, int indent, const char *text)
{
    lines_paint(l, indent, "", text);
}

/* --- a frame -----------------------------------------------------------
 */

static void
add_lines(struct str_buf *frame, const struct lines *l, size_t from,
          size_t count)
{
    for (size_t i = from; i < from + count && i < l->list.count; i++)
        str_printf(frame, "%s\033[K\r\n", l->list.items[i]);
}

/* Few rows: the body has at least one, the foot goes before the head. */
void
screen_show(const struct lines *head, const struct lines *body,
            const struct lines *foot, int *offset)
{
    struct str_buf frame = {0};
    int rows = screen_size().rows, feet = (int)foot->list.count;
    if (feet > rows - 1)
        feet = rows - 1;
    int heads = (int)head->list.count;
    if (heads > rows - feet - 1)
        heads = rows - feet - 1;
    int room = rows - feet - heads, all = (int)body->list.count;
    bool more = all > room && room > 1; /* then one row says so */
    int shown = more ? room - 1 : room;
    if (*offset > all - shown)
        *offset = all - shown;
    if (*offset < 0)
        *offset = 0;
    str_printf(&frame, "\033[H");
    add_lines(&frame, head, 0, (size_t)heads);
    add_lines(&frame, body, (size_t)*offset, (size_t)shown);
    for (int i = all; i < shown; i++)
        str_printf(&frame, "\033[K\r\n");
    if (more)
        str_printf(&frame, "-- %d of %d lines; arrows move --\033[K\r\n",
                   *offset + shown < all ? *offset + shown : all, all);
    add_lines(&frame, foot, 0, (size_t)feet);
    frame.len -= frame.len > 2 ? 2 : 0; /* no new line below the last row */
    str_add(&frame, "\033[J", 3);
    write_all(frame.data, frame.len);
    free(frame.data);
}
