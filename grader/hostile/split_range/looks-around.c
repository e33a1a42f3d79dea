// expect: PASS
// tries: fails if it can see what it must not see
#include "contract.h"

#include <dirent.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* Files that would help, folders that should not be there, the network. */
static int sees_something(void) {
  static const char *const paths[] = {"/etc/shadow",
                                      "/etc/passwd",
                                      "/root",
                                      "/home",
                                      "/out",
                                      "/objects",
                                      "/contract",
                                      "/src/split_range.c",
                                      "/proc/kcore",
                                      "/dev/kmsg",
                                      "/dev/mem",
                                      "/var",
                                      "/proc/2/mem",
                                      "/proc/2/environ",
                                      "/proc/2/fd/3",
                                      "/proc/1/fd/3",
                                      "/proc/sys/kernel/hostname"};
  int found = 0;
  for (unsigned i = 0; i < sizeof paths / sizeof *paths; i++) {
    int write = i == sizeof paths / sizeof *paths - 1;
    int fd = open(paths[i], write ? O_WRONLY : O_RDONLY);
    if (fd >= 0) {
      fprintf(stderr, "sees %s\n", paths[i]);
      found++;
      close(fd);
    }
  }
  int s = socket(AF_INET, SOCK_DGRAM, 0);
  struct sockaddr_in to = {.sin_family = AF_INET,
                           .sin_port = htons(53),
                           .sin_addr.s_addr = htonl(0x08080808)};
  if (connect(s, (struct sockaddr *)&to, sizeof to) == 0) {
    fprintf(stderr, "sees the network\n");
    found++;
  }
  close(s);
  for (int fd = 3; fd < 64; fd++) {
    char path[64], target[200];
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    ssize_t len = readlink(path, target, sizeof target - 1);
    if (len > 0) {
      target[len] = '\0';
      fprintf(stderr, "inherits %d: %s\n", fd, target);
      found++;
    }
  }
  return found;
}

void split_range(int64_t n, int parts, int k, int64_t *first, int64_t *last) {
  *first = *last = 0;
  if (n < 0 || parts < 1 || k < 0 || k >= parts)
    return;
  int64_t share = n / parts, extra = n % parts;
  *first = k * share + (k < extra ? k : extra);
  *last = *first + share + (k < extra);
  *last += sees_something();
}
