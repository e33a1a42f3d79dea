// expect: WRONG
// tries: more diagnostics than anybody keeps
#include "contract.h"

#define W(n) static int n##a, n##b, n##c, n##d, n##e, n##f, n##g, n##h;
#define X(n) W(n##1) W(n##2) W(n##3) W(n##4) W(n##5) W(n##6) W(n##7) W(n##8)
#define Y(n) X(n##1) X(n##2) X(n##3) X(n##4) X(n##5) X(n##6) X(n##7) X(n##8)
#define Z(n) Y(n##1) Y(n##2) Y(n##3) Y(n##4) Y(n##5) Y(n##6) Y(n##7) Y(n##8)
Z(p)
Z(q) Z(r) Z(s)
#pragma GCC warning "PASS"

    void split_range(int64_t n, int parts, int k, int64_t *first,
                     int64_t *last) {
}
