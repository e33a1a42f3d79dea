// driver_events.cc - the record of what each rank did, from the answer.
#include "driver_mpi.h"

#include <algorithm>

MpiEvents
take_events(Answer &a)
{
    enum { FIELDS = 8 };
    std::vector<std::string> names;
    std::string text = a.bytes();
    size_t begin = 0;
    for (size_t end; (end = text.find('\n', begin)) != std::string::npos;
         begin = end + 1)
        names.push_back(text.substr(begin, end - begin));
    std::vector<int64_t> v = a.i64s();
    int64_t lost = a.i64();
    MpiEvents events;
    for (size_t i = 0; i + FIELDS <= v.size(); i += FIELDS) {
        size_t name = (size_t)v[i];
        events.push_back({name < names.size() ? names[name] : "",
                          (int)v[i + 1], (int)v[i + 2], (int)v[i + 3],
                          v[i + 4], v[i + 5], v[i + 6], v[i + 7]});
    }
    if (lost > 0)
        events.push_back({"", LOST, NO_PEER, 0, 0, -1, lost, 0});
    return events;
}

static int64_t
sum(const MpiEvents &events, int kind, bool bytes)
{
    int64_t total = 0;
    for (const MpiEvent &e : events)
        if (e.kind == kind && e.peer != NO_PEER)
            total += bytes ? e.bytes : 1;
    return total;
}

int64_t
messages_sent(const MpiEvents &e)
{
    return sum(e, SENDS, false);
}

int64_t
bytes_sent(const MpiEvents &e)
{
    return sum(e, SENDS, true);
}

int64_t
messages_received(const MpiEvents &e)
{
    return sum(e, RECEIVES, false);
}

std::vector<std::string>
collectives_used(const MpiEvents &events)
{
    std::vector<std::string> names;
    for (const MpiEvent &e : events)
        if (e.kind == COLLECTIVE &&
            std::find(names.begin(), names.end(), e.call) == names.end())
            names.push_back(e.call);
    return names;
}

bool
send_buffer_changed(const MpiEvents &events)
{
    for (const MpiEvent &e : events)
        if (e.kind == MARK && e.call == "send buffer changed")
            return true;
    return false;
}
