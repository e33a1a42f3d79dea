/* calls.h - every MPI call that is recorded, in families. */
#ifndef MANY_HANDS_CALLS_H
#define MANY_HANDS_CALLS_H

/* clang-format off */
#define COLLECTIVE_CALLS(X) \
    X(Barrier) X(Bcast) X(Reduce) X(Allreduce) X(Gather) X(Gatherv) \
    X(Scatter) X(Scatterv) X(Allgather) X(Allgatherv) X(Alltoall) \
    X(Alltoallv) X(Alltoallw) X(Scan) X(Exscan) X(Reduce_scatter) \
    X(Reduce_scatter_block) X(Neighbor_allgather) X(Neighbor_alltoall)

#define NONBLOCKING_COLLECTIVE_CALLS(X) \
    X(Ibarrier) X(Ibcast) X(Ireduce) X(Iallreduce) X(Igather) X(Igatherv) \
    X(Iscatter) X(Iscatterv) X(Iallgather) X(Iallgatherv) X(Ialltoall) \
    X(Ialltoallv) X(Ialltoallw) X(Iscan) X(Iexscan) X(Ireduce_scatter) \
    X(Ireduce_scatter_block) X(Ineighbor_allgather) X(Ineighbor_alltoall)

/* Collective over the communicator they are given (or the window's). */
#define COLLECTIVE_OBJECT_CALLS(X) \
    X(Comm_dup) X(Comm_dup_with_info) X(Comm_idup) X(Comm_split) \
    X(Comm_split_type) X(Comm_create) X(Cart_create) X(Cart_sub) \
    X(Graph_create) X(Dist_graph_create) X(Dist_graph_create_adjacent) \
    X(Intercomm_create) X(Intercomm_merge) X(Win_create) X(Win_allocate) \
    X(Win_allocate_shared) X(Win_create_dynamic) X(Win_fence) X(Win_free) \
    X(File_open) X(File_close) X(Comm_free)

#define SEND_CALLS(X) \
    X(Send) X(Ssend) X(Bsend) X(Rsend) X(Isend) X(Issend) X(Ibsend) \
    X(Irsend) X(Start_send) X(Start_ssend) X(Start_bsend) X(Start_rsend)
#define RECV_CALLS(X) X(Recv) X(Irecv) X(Mrecv) X(Imrecv) X(Start_recv)
#define SENDRECV_CALLS(X) X(Sendrecv) X(Sendrecv_replace)
#define INIT_CALLS(X) \
    X(Send_init) X(Ssend_init) X(Bsend_init) X(Rsend_init) X(Recv_init)
#define PROBE_CALLS(X) X(Probe) X(Mprobe) X(Iprobe) X(Improbe)
#define WAIT_CALLS(X) X(Wait) X(Waitall) X(Waitany) X(Waitsome)
#define TEST_CALLS(X) X(Test) X(Testall) X(Testany) X(Testsome)

#define RMA_CALLS(X) \
    X(Put) X(Get) X(Accumulate) X(Get_accumulate) X(Fetch_and_op) \
    X(Compare_and_swap) X(Rput) X(Rget) X(Raccumulate) X(Rget_accumulate)
#define EPOCH_CALLS(X) \
    X(Win_lock) X(Win_unlock) X(Win_lock_all) X(Win_unlock_all) \
    X(Win_flush) X(Win_flush_all) X(Win_flush_local) \
    X(Win_flush_local_all) X(Win_start) X(Win_complete) X(Win_post) \
    X(Win_wait) X(Win_test) X(Win_sync)

#define OTHER_CALLS(X) \
    X(Init) X(Init_thread) X(Finalize) X(Abort) X(Start) X(Startall) \
    X(Request_free) X(Cancel) X(Comm_create_group) X(Type_create) \
    X(Type_commit) X(Type_free) X(Op_create) X(Op_free) X(Group_create) \
    X(Group_free) X(Buffer_attach) X(Buffer_detach) X(Get_count) \
    X(Comm_rank) X(Comm_size) X(Cart_shift) X(Local_store) X(Local_load) \
    X(Other)

#define MPI_CALLS(X) \
    COLLECTIVE_CALLS(X) NONBLOCKING_COLLECTIVE_CALLS(X) \
    COLLECTIVE_OBJECT_CALLS(X) SEND_CALLS(X) RECV_CALLS(X) \
    SENDRECV_CALLS(X) INIT_CALLS(X) PROBE_CALLS(X) WAIT_CALLS(X) \
    TEST_CALLS(X) RMA_CALLS(X) EPOCH_CALLS(X) OTHER_CALLS(X)
/* clang-format on */

#endif
