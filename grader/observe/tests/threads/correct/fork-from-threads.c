// Threads that each start a child and wait for it.
#include <pthread.h>
#include <stdint.h>
#include <sys/wait.h>
#include <unistd.h>

static int status[3];

static void *
work(void *arg)
{
    int me = (int)(intptr_t)arg;
    pid_t child = fork();
    if (child == 0)
        _exit(me + 1);
    waitpid(child, &status[me], 0);
    return NULL;
}

int
main(void)
{
    pthread_t t[3];
    for (int i = 0; i < 3; i++)
        pthread_create(&t[i], NULL, work, (void *)(intptr_t)i);
    for (int i = 0; i < 3; i++)
        pthread_join(t[i], NULL);
    if (WEXITSTATUS(status[2]) != 3)
        return 1;
    return 0;
}
