/* watch.c - the log of this rank: records, complaints, beginning and end.
 */
#define _GNU_SOURCE
#include "watch.h"

#include <dlfcn.h>
#include <fcntl.h>
#include <link.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <time.h>
#include <ucontext.h>
#include <unistd.h>

enum { CHUNK = 4096 }; /* records for which room is made at a time */

struct table *table;
struct row *row;

static struct record *records; /* the log */
static uint32_t room;          /* records that surely have memory */
static int log_file = -1;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static bool locking;
static uint64_t random_state;
struct touched touched;
static __thread struct record *current
    __attribute__((tls_model("initial-exec")));
static __thread uint32_t my_thread
    __attribute__((tls_model("initial-exec")));

static const char *const names[CALLS] = {
#define NAME(name) [CALL_##name] = "MPI_" #name,
    MPI_CALLS(NAME)
#undef NAME
};

const char *
call_name(int call)
{
    if ((call >= CALL_Start_send && call <= CALL_Start_rsend) ||
        call == CALL_Start_recv)
        return "MPI_Start";
    return names[call] ? names[call] : "MPI";
}

struct record *
current_call(void)
{
    return current;
}

uint64_t
now_ns(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

int
world_rank(void)
{
    return row->rank;
}

bool
several_threads(void)
{
    return locking;
}

/* --- files -------------------------------------------------------------
 */

static void *
map(const char *name, int flags, size_t size, int *file)
{
    const char *dir = getenv("OBSERVE_DIR");
    char path[300];
    if (dir == NULL)
        return NULL;
    snprintf(path, sizeof path, "%s/%s", dir, name);
    int fd = open(path, O_RDWR | O_CLOEXEC | flags, 0600);
    if (fd == -1)
        return NULL;
    void *p = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (file != NULL)
        *file = fd;
    else
        close(fd);
    return p == MAP_FAILED ? NULL : p;
}

/* A full disk would end the program by SIGBUS, a file grown too long by
 * SIGXFSZ; so ask first. */
static bool
more_room(void)
{
    enum { SIZE = CHUNK * sizeof(struct record) };
    struct rlimit most = {0};
    getrlimit(RLIMIT_FSIZE, &most);
    if (room + CHUNK > LOG_RECORDS || log_file == -1 ||
        (room + CHUNK) * sizeof(struct record) > most.rlim_cur ||
        posix_fallocate(log_file, (off_t)room * sizeof(struct record),
                        SIZE) != 0)
        return false;
    room += CHUNK;
    return true;
}

static int
first_object(struct dl_phdr_info *info, size_t size, void *unused)
{
    (void)size;
    (void)unused;
    row->base = info->dlpi_addr;
    for (int i = 0; i < info->dlpi_phnum; i++) {
        const ElfW(Phdr) *p = &info->dlpi_phdr[i];
        uint64_t end = info->dlpi_addr + p->p_vaddr + p->p_memsz;
        if (p->p_type == PT_LOAD && (p->p_flags & PF_X) &&
            end > row->text_end)
            row->text_end = end;
    }
    return 1;
}

/* Takes a row for this process, at its first MPI call. */
static void
take_row(void)
{
    static bool tried;
    if (tried)
        return;
    tried = true;
    table = map("table", 0, sizeof *table, NULL);
    if (table == NULL)
        return;
    uint32_t mine = __atomic_fetch_add(&table->taken, 1, __ATOMIC_RELAXED);
    if (mine >= MOST_RANKS)
        return;
    char name[32];
    snprintf(name, sizeof name, "log.%u", mine);
    records = map(name, O_CREAT, LOG_RECORDS * sizeof *records, &log_file);
    if (records == NULL)
        return;
    row = &table->row[mine];
    row->pid = getpid();
    const char *rank = getenv("OMPI_COMM_WORLD_RANK");
    if (rank == NULL)
        rank = getenv("PMI_RANK");
    row->rank = rank != NULL ? atoi(rank) : UNKNOWN;
    ssize_t n =
        readlink("/proc/self/exe", row->program, sizeof row->program - 1);
    row->program[n > 0 ? n : 0] = '\0';
    dl_iterate_phdr(first_object, NULL);
    if (!more_room())
        row->full = 1;
    row->state = ROW_STARTED;
}

/* --- records -----------------------------------------------------------
 */

static struct record *
next_record(uint32_t lists)
{
    static __thread struct record scratch[2];
    if (row != NULL && !row->full && row->n + 1 + lists > room &&
        !more_room())
        row->full = 1;
    if (row != NULL && !row->full)
        return &records[row->n];
    struct record *r = row != NULL && !locking ? row->now : scratch;
    memset(r, 0, sizeof *r);
    return r;
}

uint32_t
record_index(const struct record *r)
{
    if (r >= records && r < records + LOG_RECORDS)
        return (uint32_t)(r - records);
    return UINT32_MAX;
}

struct record *
record_at(uint32_t index)
{
    return index == UINT32_MAX ? NULL : &records[index];
}

/* Of what is done more than once at one place, the first time. */
void
note_step(const char *name, const void *site)
{
    uint64_t at = (uint64_t)(uintptr_t)site;
    if (row == NULL || row->nsteps == MOST_STEPS)
        return;
    for (uint32_t i = 0; i < row->nsteps; i++)
        if (row->steps[i].site == at)
            return;
    struct step_row *s = &row->steps[row->nsteps];
    s->site = at;
    s->when = now_ns();
    snprintf(s->name, sizeof s->name, "%s", name);
    __atomic_store_n(&row->nsteps, row->nsteps + 1, __ATOMIC_RELEASE);
}

/* Before MPI_Init or after MPI_Finalize?  MPI itself would only abort. */
static void
check_life(enum call call, const char *name, const void *site)
{
    if (row == NULL || row->state == ROW_READY || call == CALL_Init ||
        call == CALL_Init_thread)
        return;
    note_step(name, site);
    if (row->state == ROW_FINALIZED)
        complain(&(struct complaint){"call after MPI_Finalize",
                                     false,
                                     {site, (void *)row->finalize_site}},
                 "%s at {0} comes after MPI_Finalize ({1}): after it "
                 "a rank may make no MPI call.",
                 name);
    else
        complain(&(struct complaint){"call before MPI_Init", false, {site}},
                 "%s at {0} comes before MPI_Init. Call MPI_Init first.",
                 name);
}

/* The thread level that was given is a promise to MPI. */
static void
check_thread(const char *name, const void *site)
{
    static uint32_t next_thread = 1;
    static const void *other;
    if (my_thread == 0) {
        my_thread = __atomic_fetch_add(&next_thread, 1, __ATOMIC_RELAXED);
        row->threads = (int32_t)my_thread;
    }
    if (my_thread == 1 || row->level > MPI_THREAD_FUNNELED ||
        row->state != ROW_READY || other != NULL)
        return;
    other = site;
    note_step(name, site);
    complain(&(struct complaint){"thread level",
                                 false,
                                 {site, (void *)row->init_site}},
             "Rank %d calls %s at {0} from a second thread, but it has "
             "the thread level %s only ({1}). Ask MPI_Init_thread for "
             "MPI_THREAD_MULTIPLE, or let one thread make all calls.",
             row->rank, name,
             row->level == MPI_THREAD_SINGLE ? "MPI_THREAD_SINGLE"
                                             : "MPI_THREAD_FUNNELED");
}

struct record *
enter(enum call call, MPI_Comm comm, const void *site)
{
    static struct record unwatched[2];
    step_off();
    take_row();
    if (row == NULL)
        return unwatched;
    check_life(call, call_name(call), site);
    check_thread(call_name(call), site);
    if (locking)
        pthread_mutex_lock(&lock);
    struct record *r = next_record(0);
    if (shadowed > 0) {
        windows_enter(site);
        step_off();
        r = next_record(0);
    }
    if (guarded > 0)
        guard_enter(r, site);
    r->call = (uint16_t)call;
    r->site = (uint64_t)(uintptr_t)site;
    r->thread = my_thread;
    r->comm = UNKNOWN;
    if (comm != MPI_COMM_NULL) {
        const struct comm *c = find_comm(comm);
        if (c != NULL) {
            r->comm = c->id;
            r->flags = (uint16_t)((c->errors_return ? ERRORS_RETURN : 0) |
                                  (c->inter ? INTER : 0));
        }
    }
    r->request = -1;
    r->type = r->type2 = -1;
    r->source = UNKNOWN;
    r->peer = r->peer2 = NOBODY;
    r->begin = now_ns();
    current = r;
    return r;
}

void
touch(const char *call, const void *site)
{
    step_off();
    take_row();
    touched = (struct touched){call, site};
    if (row == NULL)
        return;
    check_life(NO_CALL, call, site);
    check_thread(call, site);
}

void
make_lists(struct record *r, int n)
{
    int lists = (n + LIST_ITEMS - 1) / LIST_ITEMS;
    if (row == NULL || record_index(r) == UINT32_MAX || lists <= 0)
        return;
    if (row->n + 1 + (uint32_t)lists > room && !more_room())
        return;
    for (int i = 0; i < lists; i++)
        r[1 + i].call = LIST;
    r->lists = lists;
}

void
set_item(struct record *r, int k, int32_t value)
{
    if (k / LIST_ITEMS < r->lists)
        *list_item(r, k) = value;
}

void
publish(struct record *r)
{
    if (row == NULL)
        return;
    row->polls = 0;
    if (record_index(r) != UINT32_MAX)
        __atomic_store_n(&row->n, row->n + 1 + (uint32_t)r->lists,
                         __ATOMIC_RELEASE);
    if (locking)
        pthread_mutex_unlock(&lock);
    if (table->shuffle)
        perturb();
}

void
unpublished(struct record *r)
{
    if (row == NULL)
        return;
    memset(r, 0, sizeof *r);
    if (locking)
        pthread_mutex_unlock(&lock);
}

int
leave(struct record *r, int error)
{
    if (row == NULL)
        return error;
    if (error != MPI_SUCCESS && r->error == 0)
        PMPI_Error_class(error, &r->error);
    if (guarded > 0)
        guard_leave();
    if (shadowed > 0)
        windows_leave();
    __atomic_store_n(&r->end, now_ns(), __ATOMIC_RELEASE);
    current = NULL;
    if (owned() > 0 || open_windows())
        step_on();
    return error;
}

/* --- perturbation ------------------------------------------------------
 */

uint32_t
random_below(uint32_t n)
{
    random_state =
        random_state * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)((random_state >> 33) % n);
}

/* Most calls go at once, some wait a little: up to 2 ms. */
void
perturb(void)
{
    if (random_below(4) == 0)
        nanosleep(&(struct timespec){.tv_nsec = random_below(2000000)},
                  NULL);
}

/* --- errors, signals, the end ------------------------------------------
 */

static struct sigaction before[65];

static void
on_signal(int number, siginfo_t *info, void *context)
{
    (void)info;
    if (row != NULL && row->pid == getpid() && row->signal == 0) {
#ifdef __x86_64__
        const ucontext_t *c = context;
        row->signal_site = (uint64_t)c->uc_mcontext.gregs[REG_RIP];
#else
        (void)context;
#endif
        row->signal_late = row->state >= ROW_FINALIZED;
        row->signal_thread = (int32_t)my_thread;
        row->signal = number;
    }
    sigaction(number, &before[number], NULL);
    if (number == SIGABRT)
        raise(number);
}

static void
watch_signals(void)
{
    const int fatal[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT};
    for (int i = 0; i < 5; i++) {
        struct sigaction a = {.sa_sigaction = on_signal,
                              .sa_flags = SA_SIGINFO | SA_ONSTACK};
        sigaction(fatal[i], &a, &before[fatal[i]]);
    }
}

__attribute__((destructor)) static void
at_end(void)
{
    if (row == NULL || row->pid != getpid())
        return;
    int over = 0; /* a tool between may have called PMPI_Finalize */
    if (row->state == ROW_READY && PMPI_Finalized(&over) == MPI_SUCCESS &&
        over)
        row->state = ROW_FINALIZED;
    if (row->state == ROW_READY && !row->aborted)
        row->exit_site = 1;
    row->status_known = row->state == ROW_FINALIZED;
    row->state = ROW_EXITED;
}

void
start_watching(const char *call, const void *site, int level)
{
    take_row();
    if (row == NULL)
        return;
    PMPI_Comm_rank(MPI_COMM_WORLD, &row->rank);
    PMPI_Comm_size(MPI_COMM_WORLD, &row->size);
    row->level = level;
    row->init_site = (uint64_t)(uintptr_t)site;
    note_step(call, site);
    locking = level == MPI_THREAD_MULTIPLE;
    random_state = table->seed * 64 + (uint64_t)row->rank + 1;
    for (int i = 0; i < 8; i++)
        random_below(2);
    row->state = ROW_READY;
    types_start();
    add_comm(MPI_COMM_WORLD, 0, 0, site);
    add_comm(MPI_COMM_SELF, 0, 1 + row->rank, site);
    check_launcher(site);
    make_error_handlers();
    PMPI_Comm_set_errhandler(MPI_COMM_WORLD, observe_comm_errors);
    PMPI_Comm_set_errhandler(MPI_COMM_SELF, observe_comm_errors);
    watch_signals();
}
