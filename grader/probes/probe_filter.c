/*
 * probe_filter.c - the system calls of an answer that the keeper sees.
 *
 * The filter is inherited by every child and thread and cannot be taken
 * off again.
 */
#define _GNU_SOURCE
#include "probe_keeper.h"

#include <errno.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#if defined __x86_64__
#define ARCH AUDIT_ARCH_X86_64
#elif defined __aarch64__
#define ARCH AUDIT_ARCH_AARCH64
#else
#error "name the architecture for the filter of system calls"
#endif

#ifndef SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV /* Linux 5.19 */
#define SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV (1UL << 5)
#endif

#define LOAD(field)                                                        \
    BPF_STMT(BPF_LD | BPF_W | BPF_ABS,                                     \
             (unsigned)offsetof(struct seccomp_data, field))
#define LOW(n)                                                             \
    BPF_STMT(BPF_LD | BPF_W | BPF_ABS,                                     \
             (unsigned)offsetof(struct seccomp_data, args[n]))
#define HIGH(n)                                                            \
    BPF_STMT(BPF_LD | BPF_W | BPF_ABS,                                     \
             (unsigned)offsetof(struct seccomp_data, args[n]) + 4)
#define RETURN(what) BPF_STMT(BPF_RET | BPF_K, (what))
#define REFUSE(error) RETURN(SECCOMP_RET_ERRNO | (error))
/* if (loaded == value) the next statement */
#define WHEN(value) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (value), 0, 1)
#define SEEN(call) WHEN(call), RETURN(SECCOMP_RET_USER_NOTIF)
/* Calls that would put pages out of sight; args[0] is where. */
#define WATCHED(call)                                                      \
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (call), 0, 4), HIGH(0),            \
        WHEN(WATCHED_PAGES >> 32), REFUSE(EPERM),                          \
        RETURN(SECCOMP_RET_ALLOW)

static struct sock_filter code[] = {
    LOAD(arch),
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, ARCH, 1, 0),
    REFUSE(ENOSYS), /* the calls of 32-bit programs */
    LOAD(nr),
    SEEN(KEEPER_CALL),
    SEEN(SYS_clone),
    SEEN(SYS_exit),
    SEEN(SYS_exit_group),
#ifdef SYS_fork
    SEEN(SYS_fork),
    SEEN(SYS_vfork),
#endif
    /* its flags lie in memory; the C library then takes clone */
    WHEN(SYS_clone3),
    REFUSE(ENOSYS),
    BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, 0x40000000, 0, 1),
    REFUSE(ENOSYS), /* the x32 calls */
    WATCHED(SYS_madvise),
    WATCHED(SYS_munmap),
    WATCHED(SYS_mremap),
    WATCHED(SYS_mmap),
    WATCHED(SYS_mprotect),
    WHEN(SYS_seccomp),
    REFUSE(EPERM),
    WHEN(SYS_process_madvise),
    REFUSE(EPERM),
    WHEN(SYS_io_uring_setup),
    REFUSE(ENOSYS),
    /* nor may it hide itself, or put another filter over this one */
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_prctl, 0, 7),
    LOW(0),
    WHEN(PR_SET_SECCOMP),
    REFUSE(EPERM),
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, PR_SET_DUMPABLE, 0, 3),
    LOW(1),
    WHEN(0),
    REFUSE(EPERM),
    RETURN(SECCOMP_RET_ALLOW),
};

int
filter_install(void)
{
    struct sock_fprog filter = {sizeof code / sizeof *code, code};
    unsigned long listen = SECCOMP_FILTER_FLAG_NEW_LISTENER;
    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    /* A signal may not interrupt a call that the keeper has taken. */
    int fd = (int)syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER,
                          listen | SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV,
                          &filter);
    return fd >= 0 ? fd
                   : (int)syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER,
                                  listen, &filter);
}

long
keep(enum request what, int64_t a, int64_t b, int64_t c)
{
    return syscall(KEEPER_CALL, (long)what, a, b, c);
}
