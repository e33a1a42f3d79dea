// Who takes a message out under the lock owns it afterwards.
#include <pthread.h>
#include <sched.h>
#include <stdlib.h>

struct message {
    struct message *next;
    int value;
};
static struct message *head;
static int sum;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void *
producer(void *arg)
{
    for (int i = 0; i < 50; i++) {
        struct message *m = malloc(sizeof *m);
        m->value = i; /* nobody else knows it yet */
        pthread_mutex_lock(&lock);
        m->next = head;
        head = m;
        pthread_mutex_unlock(&lock);
    }
    return arg;
}

static void *
consumer(void *arg)
{
    for (int taken = 0; taken < 50;) {
        pthread_mutex_lock(&lock);
        struct message *m = head;
        if (m != NULL)
            head = m->next;
        pthread_mutex_unlock(&lock);
        if (m == NULL) {
            sched_yield();
            continue;
        }
        sum += m->value; /* without the lock: it is ours now */
        free(m);
        taken++;
    }
    return arg;
}

int
main(void)
{
    pthread_t t[2];
    pthread_create(&t[0], NULL, producer, NULL);
    pthread_create(&t[1], NULL, consumer, NULL);
    for (int i = 0; i < 2; i++)
        pthread_join(t[i], NULL);
    if (sum != 1225)
        return 1;
    return 0;
}
