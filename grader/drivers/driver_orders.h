// driver_orders.h - is there an order in which calls of a bounded queue
// that overlap in time could have been made one after the other?
//
// Each call takes effect at one moment between its beginning and its end;
// nobody sees from outside when.  A queue may hand a number to a thread
// that waits for one, and that thread may be slow to return: whatever some
// order explains is right.  All orders that are still possible are kept.
#ifndef MANY_HANDS_DRIVER_ORDERS_H
#define MANY_HANDS_DRIVER_ORDERS_H

#include <cstdint>
#include <deque>
#include <map>
#include <set>
#include <tuple>
#include <utility>

class Orders
{
  public:
    enum Kind { PUSH, POP, CLOSE };

    explicit Orders(int64_t cap) : cap_(cap), possible_({State()})
    {
    }

    void
    begin(int actor, Kind kind, int64_t value)
    {
        calls_[actor] = {kind, value};
    }

    // False if no order explains it.
    bool
    end(int actor, int64_t result, int64_t value)
    {
        bool pops = calls_[actor].kind == POP && result == 0;
        const Effect seen = {result, pops ? value : 0};
        std::set<State> left;
        for (State s : all_effects()) {
            auto found = s.effect.find(actor);
            if (found == s.effect.end() || found->second != seen)
                continue;
            s.effect.erase(found);
            left.insert(std::move(s));
        }
        calls_.erase(actor);
        possible_ = std::move(left);
        return !possible_.empty();
    }

  private:
    using Effect = std::pair<int64_t, int64_t>; // result and number popped

    struct Call {
        Kind kind;
        int64_t value;
    };

    struct State {
        std::deque<int64_t> items;
        bool closed = false;
        std::map<int, Effect> effect; // of calls that have not returned yet
        bool
        operator<(const State &other) const
        {
            return std::tie(items, closed, effect) <
                   std::tie(other.items, other.closed, other.effect);
        }
    };

    // What is possible if any of the calls take effect, in any order.
    std::set<State>
    all_effects() const
    {
        std::set<State> all = possible_;
        std::deque<State> fresh(all.begin(), all.end());
        for (; !fresh.empty(); fresh.pop_front())
            for (const auto &[actor, call] : calls_) {
                State s = fresh.front();
                if (s.effect.count(actor) == 0 &&
                    take_effect(s, actor, call) && all.insert(s).second)
                    fresh.push_back(s);
            }
        return all;
    }

    // False if the call has to wait.
    bool
    take_effect(State &s, int actor, const Call &call) const
    {
        Effect e = {0, 0};
        if (call.kind == CLOSE)
            s.closed = true;
        else if (call.kind == PUSH && s.closed)
            e.first = -1;
        else if (call.kind == PUSH && (int64_t)s.items.size() < cap_)
            s.items.push_back(call.value);
        else if (call.kind == POP && !s.items.empty()) {
            e.second = s.items.front();
            s.items.pop_front();
        } else if (call.kind == POP && s.closed)
            e.first = -1;
        else
            return false;
        s.effect[actor] = e;
        return true;
    }

    int64_t cap_;
    std::map<int, Call> calls_;
    std::set<State> possible_;
};

#endif
