// What a library keeps is the library's.
// library: keeps
int library_starts(void);

int
main(void)
{
    return library_starts();
}
