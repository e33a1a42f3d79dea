// driver_slurm.h - a stand-in for sbatch: reads a batch script as it does.
#ifndef MANY_HANDS_DRIVER_SLURM_H
#define MANY_HANDS_DRIVER_SLURM_H

#include "driver.h"

// Long options with their values.  A value that is missing is "".
using SlurmOptions = std::map<std::string, std::string>;

// Names of options that a driver asks for.
constexpr const char *RANKS_PER_NODE = "ntasks-per-node",
                     *CORES_PER_RANK = "cpus-per-task";

struct Batch {
    SlurmOptions options;
    std::string error; // what sbatch would say before it refuses, or ""
    std::string hint;
    bool late = false;  // an #SBATCH line behind the first command
    bool blank = false; // "# SBATCH" or "##SBATCH", which is a comment
};

// The #SBATCH lines of a script.
Batch read_batch(const std::string &text);

// Takes the options off a command line; what is left is the program and its
// arguments.  `error` says what srun would dislike.
SlurmOptions read_options(std::vector<std::string> &words,
                          std::string *error);

// Seconds of a time limit in one of Slurm's six forms; -1: not one of them.
int64_t slurm_seconds(const std::string &text);

// A whole number from 1, or -1.
int64_t slurm_number(const std::string &text);

#endif
