// driver_slurm.cc - see driver_slurm.h.  The forms follow the manual pages
// of sbatch and srun, version 22.05.
#include "driver_slurm.h"

#include <cstring>

namespace
{

// name, letter, and whether a value follows (2: only behind a '=').
const struct {
    const char *name;
    char letter;
    int value;
} known[] = {{"account", 'A', 1},
             {"begin", 'b', 1},
             {"chdir", 'D', 1},
             {"comment", 0, 1},
             {"constraint", 'C', 1},
             {"contiguous", 0, 0},
             {"cores-per-socket", 0, 1},
             {"cpu-bind", 0, 1},
             {"cpu-freq", 0, 1},
             {"cpus-per-task", 'c', 1},
             {"dependency", 'd', 1},
             {"distribution", 'm', 1},
             {"error", 'e', 1},
             {"exact", 0, 0},
             {"exclude", 'x', 1},
             {"exclusive", 0, 2},
             {"export", 0, 1},
             {"extra-node-info", 'B', 1},
             {"get-user-env", 0, 2},
             {"hint", 0, 1},
             {"input", 'i', 1},
             {"job-name", 'J', 1},
             {"kill-on-bad-exit", 'K', 2},
             {"label", 'l', 0},
             {"licenses", 'L', 1},
             {"mail-type", 0, 1},
             {"mail-user", 0, 1},
             {"mem", 0, 1},
             {"mem-bind", 0, 1},
             {"mem-per-cpu", 0, 1},
             {"mincpus", 0, 1},
             {"mpi", 0, 1},
             {"multi-prog", 0, 0},
             {"no-requeue", 0, 0},
             {"nodelist", 'w', 1},
             {"nodes", 'N', 1},
             {"ntasks", 'n', 1},
             {"ntasks-per-core", 0, 1},
             {"ntasks-per-node", 0, 1},
             {"ntasks-per-socket", 0, 1},
             {"open-mode", 0, 1},
             {"output", 'o', 1},
             {"overlap", 0, 0},
             {"parsable", 0, 0},
             {"partition", 'p', 1},
             {"qos", 'q', 1},
             {"quiet", 'Q', 0},
             {"requeue", 0, 0},
             {"reservation", 0, 1},
             {"resv-ports", 0, 2},
             {"signal", 0, 1},
             {"sockets-per-node", 0, 1},
             {"switches", 0, 1},
             {"task-prolog", 0, 1},
             {"threads-per-core", 0, 1},
             {"time", 't', 1},
             {"time-min", 0, 1},
             {"unbuffered", 'u', 0},
             {"verbose", 'v', 0},
             {"wait", 'W', 2}};

std::vector<std::string>
split_words(const std::string &line)
{
    std::vector<std::string> words;
    bool inside = false;
    char quote = 0;
    for (char c : line) {
        if (c == '#' && !inside)
            break; // a comment behind the options
        if (quote ? c == quote : c == '"' || c == '\'') {
            quote = quote ? 0 : c;
            continue;
        }
        if (!quote && isspace((unsigned char)c)) {
            inside = false;
            continue;
        }
        if (!inside)
            words.emplace_back();
        inside = true;
        words.back() += c;
    }
    return words;
}

// One option at words[i], with its value; how many words that were, or 0.
size_t
take(const std::vector<std::string> &words, size_t i, SlurmOptions &into)
{
    const std::string &w = words[i];
    bool named = w.compare(0, 2, "--") == 0;
    size_t equals = named ? w.find('=') : std::string::npos;
    std::string name = named ? w.substr(2, equals - 2) : "";
    if (named && equals == std::string::npos)
        name = w.substr(2);
    for (const auto &k : known) {
        if (named ? name != k.name : k.letter == 0 || w[1] != k.letter)
            continue;
        bool joined = named ? equals != std::string::npos : w.size() > 2;
        std::string value = !joined ? ""
                            : named ? w.substr(equals + 1)
                                    : w.substr(2);
        if (k.value == 0 && joined && named)
            return 0;
        bool next = k.value == 1 && !joined;
        if (next && i + 1 >= words.size())
            return 0;
        into[k.name] = next ? words[i + 1] : value;
        return next ? 2 : 1;
    }
    return 0;
}

bool
is_comment_of_sbatch(const std::string &line)
{
    size_t at = line.find("SBATCH");
    return at != std::string::npos && line[0] == '#' &&
           line.find_first_not_of("# \t") == at &&
           line.compare(0, 7, "#SBATCH") != 0;
}

} // namespace

SlurmOptions
read_options(std::vector<std::string> &words, std::string *error)
{
    SlurmOptions options;
    size_t i = 0;
    while (i < words.size() && words[i].size() > 1 && words[i][0] == '-') {
        if (words[i] == "--") {
            i++;
            break;
        }
        size_t n = take(words, i, options);
        if (n == 0) {
            *error = "unrecognized option '" + words[i] + "'";
            break;
        }
        i += n;
    }
    words.erase(words.begin(), words.begin() + (long)i);
    return options;
}

Batch
read_batch(const std::string &text)
{
    Batch b;
    bool command = false;
    if (text.compare(0, 2, "#!") != 0)
        b.error = "This does not look like a batch script: the first line "
                  "must start with #!";
    for (size_t at = 0, end; at < text.size(); at = end + 1) {
        end = std::min(text.find('\n', at), text.size());
        std::string line = text.substr(at, end - at);
        bool directive = line.compare(0, 7, "#SBATCH") == 0;
        if (line.find('\r') != std::string::npos && b.error.empty())
            b.error = "Batch script contains DOS line breaks (\\r\\n)";
        b.blank = b.blank || is_comment_of_sbatch(line);
        b.late = b.late || (directive && command);
        size_t first = line.find_first_not_of(" \t\r");
        command =
            command || (first != std::string::npos && line[first] != '#');
        if (!directive || command)
            continue;
        std::vector<std::string> words = split_words(line.substr(7));
        std::string error;
        for (const auto &[name, value] : read_options(words, &error)) {
            b.options[name] = value;
            if (value.find('$') != std::string::npos && name != "output" &&
                name != "error" && name != "chdir")
                b.hint = "variable-in-a-directive";
        }
        if (error.empty() && !words.empty())
            error = "Unrecognised word '" + words[0] + "'";
        if (b.error.empty())
            b.error = error;
    }
    return b;
}

int64_t
slurm_number(const std::string &text)
{
    if (text.empty() || text.size() > 9 ||
        text.find_first_not_of("0123456789") != std::string::npos)
        return -1;
    int64_t n = std::stoll(text);
    return n > 0 ? n : -1;
}

// minutes, minutes:seconds, hours:minutes:seconds, days-hours,
// days-hours:minutes, days-hours:minutes:seconds
int64_t
slurm_seconds(const std::string &text)
{
    size_t dash = text.find('-');
    bool days = dash != std::string::npos;
    std::string rest = days ? text.substr(dash + 1) : text;
    std::vector<int64_t> parts;
    for (size_t at = 0; at <= rest.size();) {
        size_t end = std::min(rest.find(':', at), rest.size());
        std::string part = rest.substr(at, end - at);
        if (part.empty() || part.size() > 9 ||
            part.find_first_not_of("0123456789") != std::string::npos)
            return -1;
        parts.push_back(std::stoll(part));
        at = end + 1;
    }
    if (parts.size() > 3)
        return -1;
    if (!days && parts.size() == 1)
        return 60 * parts[0];
    if (!days && parts.size() == 2)
        return 60 * parts[0] + parts[1];
    parts.resize(3);
    int64_t seconds = 3600 * parts[0] + 60 * parts[1] + parts[2];
    int64_t number = days ? slurm_number(text.substr(0, dash)) : 0;
    return days ? (number < 0 && text.substr(0, dash) != "0"
                       ? -1
                       : 86400 * std::max<int64_t>(number, 0) + seconds)
                : seconds;
}
