// New threads in each round use the stacks of the old ones.
#include <pthread.h>
#include <stddef.h>
#include <string.h>

static void *
work(void *arg)
{
    char local[2000];
    memset(local, 'x', sizeof local);
    *(int *)arg += local[1999] == 'x';
    return NULL;
}

int
main(void)
{
    int sum = 0;
    for (int round = 0; round < 15; round++) {
        pthread_t t[2];
        int counts[2] = {0, 0};
        for (int i = 0; i < 2; i++)
            pthread_create(&t[i], NULL, work, &counts[i]);
        for (int i = 0; i < 2; i++)
            pthread_join(t[i], NULL);
        sum += counts[0] + counts[1];
    }
    return sum == 30 ? 0 : 1;
}
