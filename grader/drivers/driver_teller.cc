// driver_teller.cc - see driver_teller.h and grader/probes/probe_teller.c.
#include "driver_teller.h"

#include <climits>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <sstream>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../probes/probe_teller.h"

namespace
{

[[noreturn]] void
give_up(const std::string &why)
{
    fprintf(stderr, "grade: %s\n", why.c_str());
    exit(2);
}

// build/bin/teller, where this driver is build/drivers/NAME.
std::string
program()
{
    char self[PATH_MAX];
    ssize_t n = readlink("/proc/self/exe", self, sizeof self - 1);
    if (n <= 0)
        give_up("there is no /proc");
    std::string path(self, (size_t)n);
    path = path.substr(0, path.rfind('/')) + "/../bin/teller";
    std::ifstream file(path, std::ios::binary);
    std::stringstream bytes;
    bytes << file.rdbuf();
    if (bytes.str().empty())
        give_up(path + " is missing; make grader builds it");
    return bytes.str();
}

} // namespace

Teller::Teller(const Orders &orders)
{
    static const std::string original = program();
    std::string copy = original;
    size_t at = copy.find(std::string(TELLER_MARK) + '\0');
    if (at == std::string::npos ||
        getrandom(key_, sizeof key_, 0) != (ssize_t)sizeof key_)
        give_up("the teller cannot be given its orders");
    teller_orders o = {};
    strcpy(o.mark, TELLER_MARK);
    memcpy(o.key, key_, sizeof o.key);
    o.status = orders.status;
    o.root = orders.root;
    snprintf(o.speech, sizeof o.speech, "%s", orders.speech.c_str());
    memcpy(&copy[at], &o, sizeof o);

    char folder[] = "/tmp/many-hands-teller-XXXXXX";
    if (mkdtemp(folder) == nullptr)
        give_up("no folder can be made in /tmp");
    folder_ = folder;
    path_ = folder_ + "/teller";
    std::ofstream file(path_, std::ios::binary);
    file << copy;
    file.close();
    // To be run by anybody and read by nobody, not even its owner.
    if (!file || chmod(path_.c_str(), 0111) != 0 ||
        chmod(folder, 0711) != 0)
        give_up(path_ + " cannot be written");
}

Teller::~Teller()
{
    unlink(path_.c_str());
    rmdir(folder_.c_str());
}

std::vector<Teller::Call>
Teller::calls(const std::string &log) const
{
    std::vector<Call> all;
    size_t at = 0, bytes;
    unsigned long long seal;
    while (at < log.size()) {
        size_t end = log.find('\n', at);
        if (end == std::string::npos)
            break;
        bool ours = sscanf(log.c_str() + at, "call %zu %16llx\n", &bytes,
                           &seal) == 2 &&
                    bytes <= log.size() - end - 1 &&
                    teller_seal(key_, log.data() + end + 1, bytes) == seal;
        at = end + 1;
        if (!ours)
            continue;
        std::vector<std::string> parts;
        for (size_t last = at + bytes; at < last;
             at += parts.back().size() + 1)
            parts.push_back(log.c_str() + at);
        Call call;
        size_t words = (size_t)atoi(parts[0].c_str()) + 1;
        call.words.assign(parts.begin() + 1, parts.begin() + (long)words);
        call.variables.assign(parts.begin() + (long)words, parts.end());
        all.push_back(call);
    }
    return all;
}

std::string
replay(const std::string &stand_in, const Teller::Call &call, bool root)
{
    Program p;
    p.argv = {"/bin/sh", "-c",
              "FAKE_LOG=${BOX_ROOT:-}/stream/log\nexport FAKE_LOG\n"
              "exec /bin/sh \"${BOX_ROOT:-}/fake-launcher\" \"$@\"",
              "sh"};
    p.argv.insert(p.argv.end(), call.words.begin() + 1, call.words.end());
    p.env = call.variables;
    p.env.push_back(say("FAKE_ROOT=%d", root));
    p.files = {{stand_in, "/fake-launcher"}};
    p.stream = "log";
    return run_program(p).stream;
}
