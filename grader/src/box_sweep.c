/*
 * box_sweep.c - removes what a throw-away user has left on this machine.
 *
 * A box with namespaces takes its /tmp and its IPC objects with it. Without
 * them they would stay, for the next box of this user to find.
 */
#define _GNU_SOURCE
#include "box_start.h"
#include "str.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <sys/stat.h>

static void
sweep_folder(const char *folder, uid_t uid)
{
    DIR *d = opendir(folder);
    for (struct dirent *e; d != NULL && (e = readdir(d)) != NULL;) {
        struct stat st;
        char *path = str_format("%s/%s", folder, e->d_name);
        if (strcmp(e->d_name, "..") != 0 && strcmp(e->d_name, ".") != 0 &&
            lstat(path, &st) == 0 && st.st_uid == uid)
            str_remove_tree(path);
        free(path);
    }
    if (d != NULL)
        closedir(d);
}

static void
sweep_ipc(uid_t uid)
{
    struct shm_info shm;
    struct shmid_ds segment;
    int last = shmctl(0, SHM_INFO, (struct shmid_ds *)(void *)&shm);
    for (int i = 0; i <= last; i++) {
        int id = shmctl(i, SHM_STAT, &segment);
        if (id >= 0 && segment.shm_perm.cuid == uid)
            shmctl(id, IPC_RMID, NULL);
    }
    struct msginfo msg;
    struct msqid_ds queue;
    last = msgctl(0, MSG_INFO, (struct msqid_ds *)(void *)&msg);
    for (int i = 0; i <= last; i++) {
        int id = msgctl(i, MSG_STAT, &queue);
        if (id >= 0 && queue.msg_perm.cuid == uid)
            msgctl(id, IPC_RMID, NULL);
    }
    struct seminfo sem;
    struct semid_ds set;
    last = semctl(0, 0, SEM_INFO, &sem);
    for (int i = 0; i <= last; i++) {
        int id = semctl(i, 0, SEM_STAT, &set);
        if (id >= 0 && set.sem_perm.cuid == uid)
            semctl(id, 0, IPC_RMID);
    }
}

void
box_sweep(uid_t uid)
{
    static const char *const folders[] = {"/tmp", "/var/tmp", "/dev/shm",
                                          "/dev/mqueue", "/run/lock"};
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++)
        sweep_folder(folders[i], uid);
    sweep_ipc(uid);
}
