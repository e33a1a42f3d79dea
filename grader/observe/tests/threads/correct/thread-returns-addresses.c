// Results that outlive the thread: the creator's variable, allocated
// memory, a number, its own name, and memory that the program gave as the
// stack.
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>

enum { STACK = 1 << 18 };

static void *
creators(void *arg)
{
    return arg;
}

static void *
allocated(void *arg)
{
    int *p = malloc(sizeof *p);
    if (p != NULL)
        *p = *(int *)arg;
    return p;
}

static void *
number(void *arg)
{
    return (void *)(intptr_t) * (int *)arg;
}

static void *
itself(void *arg)
{
    (void)arg;
    return (void *)(uintptr_t)pthread_self();
}

static void *
on_given_stack(void *arg)
{
    int here = *(int *)arg;
    int *volatile at = &here;
    return at;
}

static void *
result_of(void *(*f)(void *), void *arg, pthread_attr_t *a)
{
    pthread_t t;
    void *result;
    pthread_create(&t, a, f, arg);
    pthread_join(t, &result);
    return result;
}

int
main(void)
{
    int seven = 7;
    pthread_attr_t a;
    char *stack = mmap(NULL, STACK, PROT_READ | PROT_WRITE,
                       MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (stack == MAP_FAILED)
        return 1;
    if (result_of(creators, &seven, NULL) != &seven ||
        (intptr_t)result_of(number, &seven, NULL) != 7)
        return 1;
    if (result_of(itself, NULL, NULL) == NULL)
        return 1;
    free(result_of(allocated, &seven, NULL));
    pthread_attr_init(&a);
    pthread_attr_setstack(&a, stack, STACK);
    char *there = result_of(on_given_stack, &seven, &a);
    pthread_attr_destroy(&a);
    if (there < stack || there >= stack + STACK)
        return 1;
    munmap(stack, STACK);
    return 0;
}
