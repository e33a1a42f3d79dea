// driver_mpi.h - the battery of an MPI exercise: the same questions on 1, 2,
// 3, 4, 5 and 7 ranks, on communicators of every shape, with sends as they
// are, synchronous and delayed; and on 1 and 2 ranks of MPICH.
#ifndef MANY_HANDS_DRIVER_MPI_H
#define MANY_HANDS_DRIVER_MPI_H

#include "driver.h"

#include <functional>

// One question of a battery; `id` says which input of the driver it carries.
struct MpiCase {
    int shape, sends, id;
};

class Battery {
public:
    // Adds a question for each shape and way of sending.  `fill` appends the
    // exercise's own values after the shape and the sends.
    void add(int id, const std::function<void(Question &)> &fill,
             const std::vector<int> &shapes
             = {WORLD, DUPLICATE, REVERSED, ODD_EVEN, SELF});
    // One question only.
    void add_one(int id, int shape, int sends,
                 const std::function<void(Question &)> &fill);

    // The question with this index, such as Launch.last_started.
    const MpiCase &case_at(int index) const
    {
        return cases_.at((size_t)index);
    }

    // The launch of a build with np ranks, made once.
    Launch &launch(const std::string &build, int np);

    // Calls judge_answer(np, rank, case, answer) for every answer of the
    // build until a test is judged.  Ranks: 1 2 3 4 5 7, for mpich 1 2.
    void for_each(const std::string &build,
                  const std::function<void(int np, int rank,
                                           const MpiCase &, Answer &)> &f);

    // The same with the answers of all ranks to one question together.
    void for_each_case(
        const std::string &build,
        const std::function<void(int np, const MpiCase &,
                                 const std::vector<Answer *> &)> &f);

    // Leftovers of all launches, and the address sanitizer on three ranks.
    void check_leftovers();
    void check_memory();

    static const std::vector<int> &ranks_of(const std::string &build);

  private:
    const Launch *endless() const;

    std::vector<MpiCase> cases_;
    std::vector<Question> questions_;
    std::map<std::pair<std::string, int>, Launch> launches_;
};

// --- the record of a case (say_mpi_events of the probe) --------------------

// What one rank did, in its order.  Peers are ranks of the case's
// communicator; of a receive it is the sender that it got.
enum MpiKind {
    MARK, SENDS, RECEIVES, COMPLETES, PROBES, COLLECTIVE, OBJECT, LOST
};
enum { NO_PEER = -1, ANY_PEER = -2, OUTSIDE_PEER = -3 };
struct MpiEvent {
    std::string call; // "MPI_Send", or the name of a mark
    int kind, peer, tag;
    int64_t bytes, request, a, b;
};
using MpiEvents = std::vector<MpiEvent>;

// The next value of the answer.  What did not fit into the record is one
// event of kind LOST at its end; a is their number.
MpiEvents take_events(Answer &a);

// Messages to other ranks or to itself, not those to MPI_PROC_NULL.
int64_t messages_sent(const MpiEvents &e);
int64_t bytes_sent(const MpiEvents &e);
int64_t messages_received(const MpiEvents &e);
std::vector<std::string> collectives_used(const MpiEvents &e);
// Did the buffer of a send change before the send was complete?  It has
// often left by then, and all numbers are right that day.
bool send_buffer_changed(const MpiEvents &e);

// " with 4 ranks on a duplicate of MPI_COMM_WORLD, with ..."
std::string where(int np, const MpiCase &c);

#endif
