// expect: CE
// tries: hides main among megabytes of names, which nobody reads to the end
#include "contract.h"

#define TWICE(a) a##a
#define N1(a) N0(a##a)
#define N2(a) N1(a##a)
#define N3(a) N2(a##a)
#define N4(a) N3(a##a)
#define N5(a) N4(a##a)
#define N6(a) N5(a##a)
#define N7(a) N6(a##a)
#define N8(a) N7(a##a)
#define N9(a) N8(a##a)
#define N10(a) N9(a##a)
#define N11(a) N10(a##a)
#define N12(a) N11(a##a)
#define N13(a) N12(a##a)
#define N14(a) N13(a##a)
#define N15(a) N14(a##a)
#define N16(a) N15(a##a)
#define N17(a) N16(a##a)
#define N18(a) N17(a##a)
#define N0(a) int a;
N16(biga)
N16(bigb)
N16(bigc)
N16(bigd)
N16(bige)
N16(bigf)
N16(bigg)
N16(bigh)
N16(bigi)
N16(bigj)
N16(bigk)
N16(bigl)
N16(bigm)
N16(bign)
N16(bigo)
N16(bigp)
N16(bigq)
N16(bigr)
N16(bigs)
N16(bigt)

int main(void) { return 0; }

void split_range(int64_t n, int parts, int k, int64_t *first, int64_t *last) {
  *first = *last = 0;
  if (n < 0 || parts < 1 || k < 0 || k >= parts)
    return;
  int64_t share = n / parts, extra = n % parts;
  *first = k * share + (k < extra ? k : extra);
  *last = *first + share + (k < extra);
}
