// driver_report.h - from what a launch left behind to a verdict.
#ifndef MANY_HANDS_DRIVER_REPORT_H
#define MANY_HANDS_DRIVER_REPORT_H

#include "driver.h"

extern "C" {
#include "wait_table.h"
}

// Sets the run's verdict if a sanitizer reported something in its stderr.
bool address_report(Launch &run);
bool thread_report(Launch &run);

// The race runtime's records in one sentence; false: it has written none.
bool race_records(Launch &run, const std::string &probe);

// Sets the run's verdict from how the box ended; `stuck` says what the ranks
// did when nothing could move any more.
void judge_end(Launch &run, const box_result &r, const std::string &stuck);

// What every rank is doing, in one sentence with file and line.
std::string explain_ranks(const wait_table *t, int np,
                          const std::string &probe);

void set_verdict(Launch &run, const char *verdict,
                 const std::string &evidence, const std::string &detail = "");

#endif
