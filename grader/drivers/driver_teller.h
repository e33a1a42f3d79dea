// driver_teller.h - a stand-in for a launcher that a script cannot forge:
// what it was called with, and what the launcher would have made of it.
#ifndef MANY_HANDS_DRIVER_TELLER_H
#define MANY_HANDS_DRIVER_TELLER_H

#include "driver.h"

class Teller
{
  public:
    struct Orders {
        int status = 0;    // of the program that would be started
        bool root = false; // pretend that root types
        std::string speech;
    };
    struct Call {
        std::vector<std::string> words;     // the first is its own name
        std::vector<std::string> variables; // NAME=VALUE
    };

    explicit Teller(const Orders &orders);
    ~Teller();
    Teller(const Teller &) = delete;
    Teller &operator=(const Teller &) = delete;

    // A file for Program::files.
    const std::string &
    path() const
    {
        return path_;
    }

    // The calls in a program's stream "log".  What has no seal is left out.
    std::vector<Call> calls(const std::string &log) const;

  private:
    std::string folder_, path_;
    uint64_t key_[2];
};

// What a stand-in, a shell script, writes to $FAKE_LOG when it is called
// so. It runs in a box of its own.
std::string replay(const std::string &stand_in, const Teller::Call &call,
                   bool root);

#endif
