/*
 * make_archive.c - makes archives that no honest program makes.
 *
 *     make_archive zip|zip-secret|tar|tar.gz|tar.xz|tar.gz.gz OUT ENTRY...
 *
 * ENTRY:  file PATH SOURCE   a file with the bytes of another
 *         zeros PATH SIZE    a file of zero bytes
 *         link PATH TARGET   a symbolic link
 *         hard PATH TARGET   a hard link
 *         pipe PATH -        a named pipe
 *         device PATH -      a character device
 *         many PATH NUMBER   empty files PATH/0, PATH/1 ...
 */
#define _GNU_SOURCE
#include "str.h"

#include <archive.h>
#include <archive_entry.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void
put(struct archive *a, struct archive_entry *e)
{
    archive_entry_set_perm(e, 0644);
    archive_entry_set_mtime(e, 1700000000, 0);
    if (archive_write_header(a, e) != ARCHIVE_OK) {
        fprintf(stderr, "make_archive: %s\n", archive_error_string(a));
        exit(1);
    }
}

static void
put_file(struct archive *a, const char *path, const char *bytes,
         long long size)
{
    struct archive_entry *e = archive_entry_new();
    archive_entry_set_pathname(e, path);
    archive_entry_set_filetype(e, AE_IFREG);
    archive_entry_set_size(e, size);
    put(a, e);
    static const char zeros[65536];
    for (long long done = 0; done < size;) {
        long long n = size - done;
        if (bytes == NULL && n > (long long)sizeof zeros)
            n = sizeof zeros;
        archive_write_data(a, bytes != NULL ? bytes : zeros, (size_t)n);
        done += n;
    }
    archive_entry_free(e);
}

static void
put_special(struct archive *a, const char *kind, const char *path,
            const char *target)
{
    struct archive_entry *e = archive_entry_new();
    archive_entry_set_pathname(e, path);
    archive_entry_set_filetype(e, kind[0] == 'l'   ? AE_IFLNK
                                  : kind[0] == 'p' ? AE_IFIFO
                                  : kind[0] == 'd' ? AE_IFCHR
                                                   : AE_IFREG);
    if (kind[0] == 'l')
        archive_entry_set_symlink(e, target);
    if (kind[0] == 'h')
        archive_entry_set_hardlink(e, target);
    put(a, e);
    archive_entry_free(e);
}

static void
put_entry(struct archive *a, const char *kind, const char *path,
          const char *what)
{
    size_t len = 0;
    if (strcmp(kind, "file") == 0) {
        char *bytes = str_read_file(what, 1 << 24, &len);
        if (bytes == NULL) {
            perror(what);
            exit(1);
        }
        put_file(a, path, bytes, (long long)len);
        free(bytes);
    } else if (strcmp(kind, "zeros") == 0)
        put_file(a, path, NULL, atoll(what));
    else if (strcmp(kind, "many") == 0)
        for (int i = 0; i < atoi(what); i++) {
            char *p = str_format("%s/%d", path, i);
            put_file(a, p, NULL, 0);
            free(p);
        }
    else
        put_special(a, kind, path, what);
}

int
main(int argc, char **argv)
{
    if (argc < 3 || argc % 3 != 0)
        return 2;
    struct archive *a = archive_write_new();
    if (strncmp(argv[1], "zip", 3) == 0)
        archive_write_set_format_zip(a);
    else
        archive_write_set_format_pax_restricted(a);
    if (strcmp(argv[1], "zip-secret") == 0 &&
        (archive_write_set_options(a, "zip:encryption=traditional") !=
             ARCHIVE_OK ||
         archive_write_set_passphrase(a, "secret") != ARCHIVE_OK)) {
        fprintf(stderr, "make_archive: %s\n", archive_error_string(a));
        return 1;
    }
    if (strstr(argv[1], "gz") != NULL)
        archive_write_add_filter_gzip(a);
    if (strstr(argv[1], "gz.gz") != NULL)
        archive_write_add_filter_gzip(a);
    if (strstr(argv[1], "xz") != NULL)
        archive_write_add_filter_xz(a);
    if (archive_write_open_filename(a, argv[2]) != ARCHIVE_OK) {
        fprintf(stderr, "make_archive: %s\n", archive_error_string(a));
        return 1;
    }
    for (int i = 3; i < argc; i += 3)
        put_entry(a, argv[i], argv[i + 1], argv[i + 2]);
    archive_write_close(a);
    archive_write_free(a);
    return 0;
}
