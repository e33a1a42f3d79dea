/* environment.c - which MPI is it, and what its start needs. */
#define _GNU_SOURCE
#include "run.h"

#include <elf.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Does this file name a library that begins so? */
static bool
names_library(const char *path, const char *library)
{
    static char text[1 << 20];
    FILE *f = fopen(path, "r");
    if (f == NULL)
        return false;
    bool found = false;
    size_t keep = 32, had = 0, n;
    while (!found && (n = fread(text + had, 1, sizeof text - had, f)) > 0) {
        n += had;
        found = memmem(text, n, library, strlen(library)) != NULL;
        had = n < keep ? n : keep;
        memmove(text, text + n - had, had);
    }
    fclose(f);
    return found;
}

static bool
is_elf(const char *path)
{
    char head[SELFMAG];
    FILE *f = fopen(path, "r");
    bool elf = f != NULL && fread(head, 1, SELFMAG, f) == SELFMAG &&
               memcmp(head, ELFMAG, SELFMAG) == 0;
    if (f != NULL)
        fclose(f);
    return elf;
}

/* The file that the shell would start for this word, links followed. */
static bool
real_name(const char *word, char real[PATH_MAX])
{
    if (strchr(word, '/') != NULL)
        return realpath(word, real) != NULL && access(real, X_OK) == 0;
    const char *rest = getenv("PATH");
    for (const char *end; rest != NULL && *rest != '\0';
         rest = *end ? end + 1 : end) {
        end = strchrnul(rest, ':');
        char path[PATH_MAX];
        snprintf(path, sizeof path, "%.*s/%s", (int)(end - rest), rest,
                 word);
        if (realpath(path, real) != NULL && access(real, X_OK) == 0)
            return true;
    }
    return false;
}

/* The program says by its libraries which MPI it is for; where it cannot be
 * found on the command line, the launcher's real name does. */
static const char *
family(char **argv)
{
    char real[PATH_MAX];
    for (char **a = argv; *a != NULL; a++) {
        if (strchr(*a, '/') == NULL || !is_elf(*a))
            continue;
        if (names_library(*a, "libmpich.so"))
            return "mpich";
        if (names_library(*a, "libmpi.so"))
            return "openmpi";
    }
    const char *named = getenv("MPI");
    if (named != NULL && strcmp(named, "mpich") == 0)
        return "mpich";
    if (real_name(argv[0], real))
        return strstr(real, "mpich") || strstr(real, "hydra") ? "mpich"
                                                              : "openmpi";
    return "openmpi";
}

static void
set_default(const char *name, const char *value)
{
    setenv(name, value, 0);
}

static bool
is_launcher(const char *path)
{
    static const char *const names[] = {"mpirun",  "mpiexec", "orterun",
                                        "prterun", "prun",    "srun"};
    const char *slash = strrchr(path, '/'),
               *name = slash != NULL ? slash + 1 : path;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strncmp(name, names[i], strlen(names[i])) == 0)
            return true;
    return false;
}

/* The launcher of Open MPI 4 is orterun by its real name. */
static bool
is_version_4(char **argv)
{
    char real[PATH_MAX];
    while (*argv != NULL && !is_launcher(*argv))
        argv++;
    return *argv != NULL && real_name(*argv, real) &&
           strstr(real, "/orterun") != NULL;
}

static void
openmpi_4_environment(void)
{
    set_default("OMPI_MCA_btl", "self,vader");
    set_default("OMPI_MCA_rmaps_base_oversubscribe", "1");
    set_default("OMPI_MCA_hwloc_base_binding_policy", "none");
    set_default("OMPI_MCA_plm", "isolated");
    set_default("OMPI_MCA_oob_tcp_if_include", "lo");
    set_default("OMPI_MCA_btl_vader_single_copy_mechanism", "none");
    set_default("OMPI_MCA_osc", "^rdma");
}

/* Of Open MPI 5, or of a script that starts one or the other: names that
 * Open MPI 4 does not know do no harm there, and the names of 4 would do
 * some here.  So does OMPI_MCA_btl, which is not set. */
static void
openmpi_5_environment(void)
{
    set_default("OMPI_MCA_smsc", "^cma");
    set_default("PRTE_MCA_rmaps_default_mapping_policy", ":oversubscribe");
    set_default("PRTE_MCA_hwloc_default_binding_policy", "none");
}

/* As grader/machine/mpi.sh has it; observe_test.sh compares the two. */
static void
openmpi_environment(char **argv)
{
    if (geteuid() == 0) {
        setenv("OMPI_ALLOW_RUN_AS_ROOT", "1", 1);
        setenv("OMPI_ALLOW_RUN_AS_ROOT_CONFIRM", "1", 1);
        setenv("PRTE_ALLOW_RUN_AS_ROOT", "1", 1);
        setenv("PRTE_ALLOW_RUN_AS_ROOT_CONFIRM", "1", 1);
    }
    set_default("OMPI_MCA_memory", "^patcher");
    set_default("OMPI_MCA_pml", "ob1");
    set_default("PMIX_MCA_gds", "hash");
    set_default("UCX_LOG_LEVEL", "fatal");
    set_default("UCX_MEM_MMAP_HOOK_MODE", "none");
    set_default("UCX_HANDLE_ERRORS", "none");
    set_default("OMPI_MCA_mpi_yield_when_idle", "1");
    set_default("HWLOC_COMPONENTS", "-gl");
    set_default("HWLOC_HIDE_ERRORS", "2");
    if (is_version_4(argv))
        openmpi_4_environment();
    else
        openmpi_5_environment();
}

static void
prepend(const char *name, const char *value, const char *between)
{
    char text[2 * PATH_MAX];
    const char *old = getenv(name);
    if (old != NULL && *old != '\0')
        snprintf(text, sizeof text, "%s%s%s", value, between, old);
    else
        snprintf(text, sizeof text, "%s", value);
    setenv(name, text, 1);
}

bool
is_mpich(char **argv)
{
    return strcmp(family(argv), "mpich") == 0;
}

bool
is_plain(char **argv)
{
    if (strchr(argv[0], '/') == NULL || !is_elf(argv[0]) ||
        names_library(argv[0], "libmpi.so") ||
        names_library(argv[0], "libmpich.so"))
        return false;
    for (char **a = argv; *a != NULL; a++)
        if (is_launcher(*a))
            return false;
    return true;
}

void
watch_threads(const struct run_options *o, char **argv)
{
    char self[PATH_MAX], program[PATH_MAX + 16];
    ssize_t n = readlink("/proc/self/exe", self, sizeof self - 1);
    int argc = 0, k = 0;
    while (argv[argc] != NULL)
        argc++;
    char **command = calloc((size_t)argc + 10, sizeof *command);
    const struct {
        const char *name, *file;
    } options[] = {{"--json", o->json},
                   {"--svg", o->svg},
                   {"--chrome", o->chrome},
                   {"--paje", o->paje}};
    self[n > 0 ? n : 0] = '\0';
    snprintf(program, sizeof program, "%s-threads", self);
    if (command == NULL)
        return;
    command[k++] = program;
    for (size_t i = 0; i < sizeof options / sizeof *options; i++)
        if (options[i].file != NULL) {
            command[k++] = (char *)(uintptr_t)options[i].name;
            command[k++] = (char *)(uintptr_t)options[i].file;
        }
    memcpy(command + k, argv, ((size_t)argc + 1) * sizeof *argv);
    execv(program, command);
    perror(program);
    free(command);
}

void
prepare_environment(const struct run *run, char **argv)
{
    char self[PATH_MAX], library[2 * PATH_MAX];
    ssize_t n = readlink("/proc/self/exe", self, sizeof self - 1);
    self[n > 0 ? n : 0] = '\0';
    snprintf(library, sizeof library, "%s-%s.so", self,
             run->mpich ? "mpich" : "openmpi");
    setenv("OBSERVE_DIR", run->dir, 1);
    /* a sanitizer's runtime may come after this library */
    prepend("ASAN_OPTIONS", "verify_asan_link_order=0", ":");
    openmpi_environment(argv);
    prepend("LD_PRELOAD", library, ":");
}
