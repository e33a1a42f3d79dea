// Each has a place of its own; join orders the reading.
#include <pthread.h>
#include <stdlib.h>

struct share {
    pthread_t thread;
    int first, last;
    long sum;
};

static void *
work(void *arg)
{
    struct share *my = arg;
    for (int i = my->first; i < my->last; i++)
        my->sum += i;
    return NULL;
}

int
main(void)
{
    struct share *shares = calloc(6, sizeof *shares);
    long sum = 0;
    for (int k = 0; k < 6; k++) {
        shares[k].first = 10 * k;
        shares[k].last = 10 * (k + 1);
        pthread_create(&shares[k].thread, NULL, work, &shares[k]);
    }
    for (int k = 0; k < 6; k++) {
        pthread_join(shares[k].thread, NULL);
        sum += shares[k].sum;
    }
    free(shares);
    return sum == 1770 ? 0 : 1;
}
