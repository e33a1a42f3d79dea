// hostfile_slots.cc - hostfiles with one peculiarity each, then whole ones.
#include "driver.h"

#include <climits>
#include <cstring>

namespace
{

// The well-known mistakes, for an oracle that can make each of them.
enum Fault {
    NO_FAULT,
    ONE_SLOT,
    COMMENT_LINES,
    REPLACES,
    TWICE,
    MAX_IS_SLOTS,
    ATOI,
    CUTS,
    LAST_LINE,
    CARRIAGE_RETURN,
    FAULTS
};
const char *const names[FAULTS] = {"",
                                   "defaults-to-one-slot",
                                   "comments-only-on-their-own-line",
                                   "last-mention-replaces",
                                   "lists-a-host-twice",
                                   "takes-max-slots-for-slots",
                                   "reads-numbers-with-atoi",
                                   "cuts-long-names",
                                   "loses-the-last-line",
                                   "keeps-the-carriage-return"};

struct Case {
    std::string text;
    std::string hint; // what it means that this malformed text is accepted
    int cores = 4, max = 10;
    bool no_text = false, no_out = false;
};

struct Host {
    std::string name;
    int64_t slots;
    bool
    operator==(const Host &h) const
    {
        return name == h.name && slots == h.slots;
    }
};

struct Outcome {
    int64_t returned = -1;
    std::vector<Host> hosts;
    bool
    operator==(const Outcome &o) const
    {
        return returned == o.returned && (returned < 0 || hosts == o.hosts);
    }
};

std::vector<std::string>
split(const std::string &text, const char *separators)
{
    std::vector<std::string> words;
    size_t begin = 0, end;
    while ((begin = text.find_first_not_of(separators, begin)) !=
           std::string::npos) {
        end = text.find_first_of(separators, begin);
        words.push_back(text.substr(begin, end - begin));
        begin = end == std::string::npos ? text.size() : end;
    }
    return words;
}

// Reads digits; 0 if it is not a number from 1 to INT_MAX.
int64_t
number(const std::string &digits, Fault fault)
{
    if (fault == ATOI)
        return atoi(digits.c_str());
    if (digits.empty() ||
        digits.find_first_not_of("0123456789") != std::string::npos ||
        digits.size() > 18)
        return 0;
    int64_t n = strtoll(digits.c_str(), nullptr, 10);
    return n <= INT_MAX ? n : 0;
}

// The slots of one line, `cores` if it does not say; -1 if it is malformed.
int64_t
read_slots(const std::vector<std::string> &words, int cores, Fault fault)
{
    int64_t slots = 0, limit = 0;
    for (size_t i = 1; i < words.size(); i++) {
        size_t equals = words[i].find('=');
        std::string key = words[i].substr(0, equals);
        bool is_slots = key == "slots";
        if (equals == std::string::npos ||
            (!is_slots && key != "max_slots"))
            return -1;
        int64_t n = number(words[i].substr(equals + 1), fault);
        int64_t &field = is_slots || fault == MAX_IS_SLOTS ? slots : limit;
        if ((n <= 0 && fault != ATOI) ||
            (field != 0 && fault != ATOI && fault != MAX_IS_SLOTS))
            return -1;
        field = n;
    }
    return slots > 0 ? slots : fault == ONE_SLOT ? 1 : cores;
}

bool
enter(Outcome &o, std::string name, int64_t slots, int max, Fault fault)
{
    if (name.find_first_not_of(
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrs"
            "tuvwxyz0123456789.-_") != std::string::npos ||
        (name.size() > 63 && fault != CUTS))
        return false;
    name = name.substr(0, 63);
    for (Host &h : o.hosts)
        if (h.name == name && fault != TWICE) {
            h.slots = slots + (fault == REPLACES ? 0 : h.slots);
            return h.slots <= INT_MAX;
        }
    o.hosts.push_back({name, slots});
    return (int)o.hosts.size() <= max;
}

Outcome
parse(const Case &c, Fault fault)
{
    Outcome o;
    if (c.no_text || (c.no_out && c.max != 0) || c.cores < 1 || c.max < 0)
        return o;
    for (size_t begin = 0; begin < c.text.size();) {
        size_t end = c.text.find('\n', begin);
        if (end == std::string::npos && fault == LAST_LINE)
            break;
        std::string line = c.text.substr(begin, end - begin);
        begin = end == std::string::npos ? c.text.size() : end + 1;
        if (!line.empty() && line.back() == '\r' &&
            fault != CARRIAGE_RETURN)
            line.pop_back();
        if (fault != COMMENT_LINES || line[0] == '#')
            line = line.substr(0, line.find('#'));
        std::vector<std::string> words = split(line, " \t");
        if (words.empty())
            continue;
        int64_t slots = read_slots(words, c.cores, fault);
        if (slots < 0 || !enter(o, words[0], slots, c.max, fault))
            return o;
    }
    o.returned = (int64_t)o.hosts.size();
    return o;
}

// --- the cases ---------------------------------------------------------

enum Set { NAMES, COMMENTS, REPEATED, MALFORMED, LIMITS, SETS };
std::vector<Case> cases[SETS];
const std::string long_name(63, 'n');

void
texts(Set set, const std::vector<std::string> &list,
      const std::string &hint = "")
{
    for (const std::string &text : list) {
        Case c;
        c.text = text;
        c.hint = hint;
        cases[set].push_back(c);
    }
}

// One malformed word behind the name of host a.
void
bad_words(const std::vector<std::string> &words, const std::string &hint)
{
    for (const std::string &word : words)
        texts(MALFORMED, {"a " + word + "\n"}, hint);
}

void
make_malformed()
{
    bad_words({"slots=abc", "slots=0", "slots=-2", "slots=", "slots=4x",
               "slots=2,3"},
              "reads-numbers-with-atoi");
    bad_words({"slots=+3"}, "accepts-a-plus-sign");
    bad_words({"slots=2147483648", "slots=99999999999999999999"},
              "accepts-too-large-numbers");
    bad_words({"max_slots=x", "max_slots=0"}, "skips-max-slots");
    bad_words({"foo", "foo=3", "Slots=2", "slots 2", "slots = 2",
               "max_slots=2 x", "b", "slotss=2", "slot=2", "slots=2 foo"},
              "skips-unknown-words");
    bad_words({"slots=2 slots=3", "max_slots=1 max_slots=2"},
              "accepts-a-keyword-twice");
    texts(MALFORMED, {"a:2\n", "user@host\n", "slots=2\n"},
          "accepts-any-name");
    texts(MALFORMED,
          {long_name + "1\n", long_name + "123 slots=2\n",
           long_name + "1\n" + long_name + "2\n",
           "a slots=1\nb slots=x\nc slots=1\n", "a slots=1\nb slots=x"});
}

std::string
any_file()
{
    static const char *const hosts[] = {"a", "n.1", "n.10", "n_2.org", "A"};
    static const char *const ends[] = {"\n", " # note slots=9\n", "\t\r\n",
                                       "\n\n", "#\n"};
    std::string text;
    for (int64_t lines = random_between(3, 20); lines > 0; lines--) {
        text += random_between(0, 3) == 0 ? "  " : "";
        text += hosts[random_between(0, 4)];
        if (random_between(0, 2) > 0)
            text += say(" slots=%d", (int)random_between(1, 64));
        if (random_between(0, 3) == 0)
            text += say("\tmax_slots=%d", (int)random_between(1, 64));
        text += ends[random_between(0, 4)];
    }
    return text;
}

void
make_limits()
{
    std::vector<Case> &set = cases[LIMITS];
    texts(LIMITS, {"a slots=1\nb slots=2\n",
                   "a slots=1\nb slots=2\n"
                   "c slots=3\n",
                   "a slots=1\nb slots=2\na slots=3\n", "a slots=5\n"});
    for (size_t i = 0; i < 3; i++)
        set[i].max = 2;
    set[3].max = 0;
    texts(LIMITS,
          {"a slots=2147483647\na slots=1\n",
           "a slots=2147483646\na slots=1\n", "a slots=2147483647\na\n"});
    Case bad;
    bad.text = "a slots=1\n";
    for (int i = 0; i < 4; i++)
        set.push_back(bad);
    (set.end() - 4)->no_text = true;
    (set.end() - 3)->cores = 0;
    (set.end() - 2)->max = -1;
    (set.end() - 1)->no_out = true;
    // Last, because a wrong answer may crash: no room at all.
    bad.no_out = true;
    bad.max = 0;
    bad.text = "# nothing\n";
    set.push_back(bad);
    bad.text = "a slots=1\n";
    set.push_back(bad);
}

void
make_cases()
{
    texts(
        NAMES,
        {"a slots=2\nb slots=3\n", "a\nb slots=1\n", "", "\n\n \t \n",
         "node-1.example.org slots=12\n_x slots=1\nA slots=1\na slots=2\n",
         " \ta\t slots=3 \t\n", long_name + " slots=7\n",
         "a slots=2147483647\n", "a slots=2 max_slots=9\n",
         "a max_slots=9\n", "a max_slots=9 slots=2\n"});
    texts(COMMENTS,
          {"# hosts\na slots=2\n", "a slots=2 # fast\n",
           "a slots=2# fast\n", "a # slots=9\n", "a# slots=9\n",
           "  # a slots=9\nb slots=2\n", "a slots=2\r\nb slots=3\r\n",
           "a\r\n\r\nb slots=2\r\n", "a slots=2\nb slots=3", "a slots=2\nb",
           "a slots=2 # end", "#"});
    texts(REPEATED, {"a slots=2\na slots=3\n", "a\nb\na\n",
                     "a slots=1\nb slots=2\na slots=4\nb slots=8\n",
                     "ab slots=1\na slots=2\nabc slots=4\n"});
    for (int i = 0; i < 12; i++)
        texts(REPEATED, {any_file()});
    make_malformed();
    make_limits();
}

// --- asking and judging ------------------------------------------------

Launch &
run_of(const char *build)
{
    static std::map<std::string, Launch> runs;
    if (cases[NAMES].empty())
        make_cases();
    auto found = runs.find(build);
    if (found != runs.end())
        return found->second;
    std::vector<Question> questions;
    for (const std::vector<Case> &set : cases)
        for (const Case &c : set)
            questions.push_back(Question() << c.text << c.no_text << c.cores
                                           << c.max << c.no_out);
    return runs[build] = run_probe(build, 0, questions);
}

std::string
quoted(const std::string &text)
{
    std::string s = "\"";
    for (char ch : text.substr(0, 200))
        s += ch == '\n'   ? "\\n"
             : ch == '\r' ? "\\r"
             : ch == '\t' ? "\\t"
                          : std::string(1, ch);
    return s + (text.size() > 200 ? "...\"" : "\"");
}

std::string
described(const Outcome &o)
{
    if (o.returned < 0)
        return say("%lld", (long long)o.returned);
    std::string s = say("%lld host%s", (long long)o.returned,
                        o.returned == 1 ? "" : "s");
    for (size_t i = 0; i < o.hosts.size() && i < 6; i++)
        s += (i == 0 ? ": " : ", ") + quoted(o.hosts[i].name) +
             say(" with %lld", (long long)o.hosts[i].slots);
    return s;
}

std::string
mistake(const Case &c, const Outcome &got)
{
    if (got.returned >= 0 && !c.hint.empty())
        return c.hint;
    for (int fault = NO_FAULT + 1; fault < FAULTS; fault++)
        if (parse(c, (Fault)fault) == got)
            return names[fault];
    return "";
}

void
check_case(const Case &c, Answer &a)
{
    Outcome got, want = parse(c, NO_FAULT);
    got.returned = a.i64();
    int64_t beyond = a.i64();
    bool changed = a.i64();
    for (int64_t i = 0; i < got.returned && i < c.max && !c.no_out; i++) {
        std::string name = a.bytes();
        got.hosts.push_back({name, a.i64()});
    }
    std::string call = say("hostfile_slots(%s, %d, %s, %d): ",
                           c.no_text ? "NULL" : quoted(c.text).c_str(),
                           c.cores, c.no_out ? "NULL" : "out", c.max);
    if (beyond > 0)
        return judge("MEMORY", "writes-beyond-max",
                     call + say("bytes overwritten behind out[%d]: %lld",
                                c.max - 1, (long long)beyond));
    show(call, described(want), described(got));
    if (!(got == want))
        return wrong(mistake(c, got), call + "expected " + described(want) +
                                          ", got " + described(got));
    if (changed)
        wrong("", call + "the text was changed; it belongs to the caller");
}

void
check_set(Set set)
{
    Launch &run = run_of("plain");
    int index = 0;
    for (int s = 0; s < set; s++)
        index += (int)cases[s].size();
    for (const Case &c : cases[set]) {
        Answer *a = run.need(index++);
        if (a)
            check_case(c, *a);
        if (judged_already())
            return;
    }
}

TEST(hostfile_slots, names_and_slots)
{
    check_set(NAMES);
}

TEST(hostfile_slots, comments_and_line_ends)
{
    check_set(COMMENTS);
}

TEST(hostfile_slots, repeated_hosts)
{
    check_set(REPEATED);
}

TEST(hostfile_slots, malformed_lines)
{
    check_set(MALFORMED);
}

TEST(hostfile_slots, limits)
{
    check_set(LIMITS);
}

TEST(hostfile_slots, memory_and_leftovers)
{
    check_memory(run_of("asan"));
    check_leftovers(run_of("plain"));
}

} // namespace
