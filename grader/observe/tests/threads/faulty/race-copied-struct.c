// expect: RACE
// says: Nothing orders two threads at *`shared`: *
// A struct is copied while another thread fills it.
#include <pthread.h>
#include <string.h>

struct record {
    char text[200];
    int length;
};
static struct record shared;

static void *
fill(void *arg)
{
    memset(shared.text, 'x', sizeof shared.text); /* 1 */
    return arg;
}

static void *
copy(void *arg)
{
    static struct record mine;
    memcpy(&mine, &shared, sizeof mine); /* 2 */
    return arg;
}

int
main(void)
{
    pthread_t t[2];
    pthread_create(&t[0], NULL, fill, NULL);
    pthread_create(&t[1], NULL, copy, NULL);
    for (int i = 0; i < 2; i++)
        pthread_join(t[i], NULL);
    return 0;
}
