// driver_heat.cc - see driver_heat.h
#include "driver_heat.h"

#include <cstring>

Cells
cells_of(const std::vector<int64_t> &values)
{
    return Cells(values.begin(), values.end());
}

Cells
take_cells(Answer &a, size_t n)
{
    std::vector<int64_t> bits = a.i64s();
    Cells cells(n);
    bits.resize(n);
    for (size_t i = 0; i < n; i++)
        memcpy(&cells[i], &bits[i], sizeof cells[i]);
    return cells;
}

std::string
cells_text(const Cells &cells)
{
    enum { MOST = 12 };
    std::string text;
    for (size_t i = 0; i < cells.size() && i < MOST; i++)
        text += say(i ? " %g" : "%g", cells[i]);
    return text + (cells.size() > MOST ? " ..." : "");
}

size_t
first_difference(const Cells &a, const Cells &b)
{
    size_t i = 0;
    while (i < a.size() && i < b.size() && a[i] == b[i])
        i++;
    return i;
}
