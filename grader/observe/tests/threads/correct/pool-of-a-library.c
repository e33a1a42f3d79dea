// OpenMP makes threads of its own, keeps them and never joins them.
int
main(void)
{
    long sum = 0;
#pragma omp parallel for num_threads(4) reduction(+ : sum)
    for (int i = 0; i < 1000; i++)
        sum += i;
#pragma omp parallel for num_threads(3) reduction(+ : sum)
    for (int i = 0; i < 1000; i++)
        sum -= i;
    return sum == 0 ? 0 : 1;
}
