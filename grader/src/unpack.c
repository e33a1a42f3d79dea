/*
 * unpack.c - prints the answers in an archive and the headers beside them;
 * runs inside a box.
 *
 *     unpack zip|tar ARCHIVE SLUG/FILE...
 *
 * Nothing is unpacked on a disk.  Stdout: a line `refused WHY`, or
 *
 *     newest SECONDS
 *     strays NUMBER
 *     file SLUG/FILE LENGTH    and LENGTH bytes, for each
 *     end
 */
#define _GNU_SOURCE
#include "class_scan.h"

#include <archive.h>
#include <archive_entry.h>
#include <inttypes.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static enum scan_kind
kind_of(struct archive_entry *e)
{
    if (archive_entry_hardlink(e) != NULL)
        return SCAN_HARDLINK;
    switch (archive_entry_filetype(e)) {
    case AE_IFREG:
        return SCAN_REGULAR;
    case AE_IFDIR:
        return SCAN_FOLDER;
    case AE_IFLNK:
        return SCAN_SYMLINK;
    default:
        return SCAN_OTHER;
    }
}

/* Reads all of an entry, also what is not kept: only so is it known how
 * large it is, whatever its header says. */
static int
read_entry(struct archive *a, struct scan *s, const char *path, bool keep)
{
    static char block[65536];
    int64_t size = 0;
    for (ssize_t n; (n = archive_read_data(a, block, sizeof block)) != 0;) {
        if (n < 0)
            return scan_refuse(s, "%.100s in it cannot be read: %.100s",
                               path, archive_error_string(a));
        size += n;
        if (scan_bytes(s, path, size, n) == -1)
            return -1;
        struct str_buf *b = keep ? &s->files[s->nfiles - 1].bytes : NULL;
        if (b != NULL && b->len < SCAN_KEPT)
            str_add(b, block,
                    (size_t)n < SCAN_KEPT - b->len ? (size_t)n
                                                   : SCAN_KEPT - b->len);
    }
    return 0;
}

static int
scan_archive(struct archive *a, struct scan *s)
{
    struct archive_entry *e;
    int status;
    while ((status = archive_read_next_header(a, &e)) == ARCHIVE_OK ||
           status == ARCHIVE_WARN) {
        const char *path = archive_entry_pathname(e);
        if (archive_filter_count(a) > 2)
            return scan_refuse(s, "it is compressed more than once");
        if (path == NULL)
            return scan_refuse(s, "a name in it is no text");
        if (archive_entry_is_data_encrypted(e))
            return scan_refuse(s, "it is encrypted");
        int64_t size =
            archive_entry_size_is_set(e) ? archive_entry_size(e) : -1;
        int wanted =
            scan_entry(s, path, kind_of(e), size, archive_entry_mtime(e));
        if (wanted == -1 || read_entry(a, s, path, wanted == 1) == -1)
            return -1;
    }
    if (status != ARCHIVE_EOF)
        return scan_refuse(s, "it is no whole archive: %.150s",
                           archive_error_string(a));
    return scan_end(s);
}

int
main(int argc, char **argv)
{
    if (argc < 3)
        return 2;
    setlocale(LC_CTYPE, "C.UTF-8");
    struct archive *a = archive_read_new();
    struct scan s = {.wanted = argv + 3};
    if (strcmp(argv[1], "zip") == 0) /* by its list of contents: one */
        archive_read_support_format_zip_seekable(
            a); /* cut short has none */
    else {
        archive_read_support_format_tar(a);
        archive_read_support_filter_gzip(a);
        archive_read_support_filter_xz(a);
    }
    if (archive_read_open_filename(a, argv[2], 65536) != ARCHIVE_OK)
        scan_refuse(&s, "it is no archive: %.150s",
                    archive_error_string(a));
    else
        scan_archive(a, &s);
    if (s.refused[0] != '\0') {
        for (char *p = s.refused; *p; p++)
            *p = *p == '\n' ? '?' : *p;
        printf("refused %s\n", s.refused);
        return 0;
    }
    printf("newest %" PRId64 "\nstrays %zu\n", s.newest, s.strays);
    for (size_t i = 0; i < s.nfiles; i++) {
        printf("file %s %zu\n", s.files[i].path, s.files[i].bytes.len);
        fwrite(s.files[i].bytes.data, 1, s.files[i].bytes.len, stdout);
    }
    puts("end");
    return fflush(stdout) != 0;
}
