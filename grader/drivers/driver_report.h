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

// The file into which the ranks of a run write what they do; gone with the
// object.  It is read, never mapped: a rank may cut it short.
class RankTable
{
  public:
    explicit RankTable(int np);
    ~RankTable();
    RankTable(const RankTable &) = delete;
    RankTable &operator=(const RankTable &) = delete;
    bool good() const { return good_; }
    const char *path() const { return path_.c_str(); }
    // What the table holds now; zeros where it was cut.
    const wait_table *look();
    // For box_request.stuck: is it certain that no message is under way?
    static bool stuck(void *self, double cpu, char *why, size_t size);
    bool all_ended() const; // when it was looked at last

  private:
    bool all_polled() const;
    int np_, fd_;
    std::string path_;
    bool good_;
    wait_table now_;
    // when a call last began or ended
    uint64_t calls_ = 0, polls_[WAIT_ROWS] = {};
    double cpu_ = 0;
    // looks since the last rank ended and anybody computed
    int at_end_ = 0;
    double at_end_cpu_ = 0;
};

// Watches a second run of a program that hangs, to say what each of its
// threads and processes waits for.
class HangWatch
{
  public:
    explicit HangWatch(const std::string &probe);
    ~HangWatch();
    HangWatch(const HangWatch &) = delete;
    HangWatch &operator=(const HangWatch &) = delete;
    bool good() const { return good_; }
    const char *path() const { return path_.c_str(); }
    static std::string library();
    // For box_request.stuck: has everything come to a stop?
    static bool stuck(void *self, double cpu, char *why, size_t size);
    // The explanation, or "" when it is not known.
    const std::string &text() const { return text_; }

  private:
    bool look();
    std::string probe_, path_, text_;
    int fd_ = -1, same_ = 0;
    uint64_t calls_ = 0;
    bool good_ = false;
};

// A crash of the plain build is repeated in the AddressSanitizer build, which
// can say in which of the learner's lines it happened.
void locate_crash(Launch &run, const std::vector<Question> &questions,
                  double seconds);

// Sets the run's verdict from how the box ended; `stuck` says what the ranks
// did when nothing could move any more.
void judge_end(Launch &run, const box_result &r, const std::string &stuck);

// What every rank is doing, in one sentence with file and line.
std::string explain_ranks(const wait_table *t, int np,
                          const std::string &probe);

// " (in question 3 of the grader)", or "" before the first.
std::string in_question(int index);

// What MPI complained of, by the table: the verdict of a run that it ended.
bool mpi_stopped(Launch &run, const box_result &r, const wait_table *t,
                 const std::string &probe);

void set_verdict(Launch &run, const char *verdict,
                 const std::string &evidence, const std::string &detail = "");

#endif
