// expect: DEADLOCK
// says: The main thread reads a pipe at {2} (descriptor 3) and will see its end only when every write end is closed. It holds one itself: descriptor 4, made at {1}. *
// Nobody else could ever write.
#include <unistd.h>

int
main(void)
{
    int ends[2];
    char c;
    if (pipe(ends) != 0) /* 1 */
        return 1;
    if (read(ends[0], &c, 1) < 0) /* 2 */
        return 1;
    return 0;
}
