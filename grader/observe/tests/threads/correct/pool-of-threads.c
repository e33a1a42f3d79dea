// A pool: tasks from a queue, results by number, an orderly end.
#include <pthread.h>
#include <stddef.h>

enum { WORKERS = 3, TASKS = 30 };
static int next, closed, done, result[TASKS];
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t work_there = PTHREAD_COND_INITIALIZER;
static pthread_cond_t all_done = PTHREAD_COND_INITIALIZER;

static void *
worker(void *arg)
{
    for (;;) {
        pthread_mutex_lock(&lock);
        while (next == TASKS && !closed)
            pthread_cond_wait(&work_there, &lock);
        if (next == TASKS) {
            pthread_mutex_unlock(&lock);
            return arg;
        }
        int task = next++;
        pthread_mutex_unlock(&lock);
        result[task] = task * task;
        pthread_mutex_lock(&lock);
        if (++done == TASKS)
            pthread_cond_signal(&all_done);
        pthread_mutex_unlock(&lock);
    }
}

int
main(void)
{
    pthread_t t[WORKERS];
    long sum = 0;
    for (int i = 0; i < WORKERS; i++)
        pthread_create(&t[i], NULL, worker, NULL);
    pthread_mutex_lock(&lock);
    while (done < TASKS)
        pthread_cond_wait(&all_done, &lock);
    pthread_mutex_unlock(&lock);
    for (int i = 0; i < TASKS; i++)
        sum += result[i];
    pthread_mutex_lock(&lock);
    closed = 1;
    pthread_cond_broadcast(&work_there);
    pthread_mutex_unlock(&lock);
    for (int i = 0; i < WORKERS; i++)
        pthread_join(t[i], NULL);
    return sum == 8555 ? 0 : 1;
}
