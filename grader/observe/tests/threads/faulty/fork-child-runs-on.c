// expect: MISUSE
// says: Child *, made at {1}, came back to that line and made a child of its own: there are 7 children in all. A child that has done its work must not go on in its parent's loop. Let it end with _exit.
// Three are meant.
#include <sys/wait.h>
#include <unistd.h>

static int done[3];

int
main(void)
{
    for (int i = 0; i < 3; i++)
        if (fork() == 0) /* 1 */
            done[i] = 1;
    for (int i = 0; i < 3; i++)
        wait(NULL);
    return 0;
}
