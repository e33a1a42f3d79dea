// A stack whose head is exchanged by compare and swap.
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

struct node {
    struct node *next;
    int value;
};
static _Atomic(struct node *) head;

static void *
work(void *arg)
{
    for (int i = 0; i < 20; i++) {
        struct node *n = malloc(sizeof *n);
        n->value = i;
        n->next = atomic_load(&head);
        while (!atomic_compare_exchange_weak(&head, &n->next, n))
            continue;
    }
    return arg;
}

int
main(void)
{
    pthread_t t[3];
    for (int i = 0; i < 3; i++)
        pthread_create(&t[i], NULL, work, NULL);
    int sum = 0, left = 60;
    while (left > 0) { /* while they still push */
        struct node *n = atomic_exchange(&head, NULL);
        for (struct node *next; n != NULL; n = next, left--) {
            next = n->next;
            sum += n->value;
            free(n);
        }
    }
    for (int i = 0; i < 3; i++)
        pthread_join(t[i], NULL);
    return sum == 570 ? 0 : 1;
}
