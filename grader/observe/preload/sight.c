/*
 * sight.c - in which variable does a buffer lie?
 *
 * Here only the place is noted: how far below the frame of which function,
 * or where in the program's data.  The reader of the record looks into the
 * program's debugging information for the variable, its size and its type.
 */
#define _GNU_SOURCE
#include "watch.h"

#include <unwind.h>

struct search {
    uint64_t address, pc, frame;
    bool found;
};

/* What is below the next frame's end is in this one. */
static _Unwind_Reason_Code
visit(struct _Unwind_Context *c, void *data)
{
    struct search *s = data;
    uint64_t bottom = (uint64_t)_Unwind_GetCFA(c);
    if (s->pc != 0 && s->address < bottom) {
        s->frame = bottom;
        s->found = true;
        return _URC_END_OF_STACK;
    }
    s->pc = s->address >= bottom ? (uint64_t)_Unwind_GetIP(c) : 0;
    return s->pc == 0 ? _URC_END_OF_STACK : _URC_NO_REASON;
}

static bool
on_stack(uint64_t address)
{
    uint64_t here = (uint64_t)(uintptr_t)__builtin_frame_address(0);
    return address > here && address < here + ((uint64_t)64 << 20);
}

static bool
in_text(uint64_t at)
{
    return at > row->base && at < row->text_end;
}

/* Each place a few times: a loop may go through a thousand buffers. */
static bool
seen_before(uint64_t site, uint64_t address, int64_t bytes, int32_t type)
{
    enum { A_PLACE = 3 };
    static struct {
        uint64_t site, address;
        int64_t bytes;
        int32_t type, times;
    } last[64];
    uint32_t k = (uint32_t)(site * 0x9E3779B97F4A7C15u >> 58);
    if (last[k].site == site &&
        ((last[k].address == address && last[k].bytes == bytes &&
          last[k].type == type) ||
         last[k].times >= A_PLACE))
        return true;
    last[k].times = last[k].site == site ? last[k].times + 1 : 0;
    last[k].site = site;
    last[k].address = address;
    last[k].bytes = bytes;
    last[k].type = type;
    return false;
}

void
note_sight(const struct record *r, const void *buffer, int64_t bytes,
           int32_t type)
{
    uint64_t address = (uint64_t)(uintptr_t)buffer;
    if (row == NULL || row->nsights == MOST_SIGHTS || bytes <= 0 ||
        several_threads() || seen_before(r->site, address, bytes, type))
        return;
    struct search s = {.address = address};
    if (on_stack(address)) {
        _Unwind_Backtrace(visit, &s);
        if (!s.found || !in_text(s.pc))
            return;
    }
    struct sight *to = &row->sights[row->nsights];
    *to = (struct sight){
        .site = r->site,
        .pc = s.found ? s.pc - 1 : 0,
        .place = (int64_t)(address - (s.found ? s.frame : row->base)),
        .bytes = bytes,
        .type = type,
        .call = r->call};
    __atomic_store_n(&row->nsights, row->nsights + 1, __ATOMIC_RELEASE);
}
