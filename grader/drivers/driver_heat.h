// driver_heat.h - cells of a rod, and what a rod shared by ranks becomes.
//
// All temperatures are whole numbers and r is a small power of two, so that
// no order of operations rounds anything: == is fair to every right answer.
#ifndef MANY_HANDS_DRIVER_HEAT_H
#define MANY_HANDS_DRIVER_HEAT_H

#include "driver_mpi.h"

using Cells = std::vector<double>;

Cells cells_of(const std::vector<int64_t> &values);
// The n cells that say_cells of the probe wrote.
Cells take_cells(Answer &a, size_t n);
std::string cells_text(const Cells &cells);
size_t first_difference(const Cells &a, const Cells &b);

#endif
