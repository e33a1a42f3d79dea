/*
 * contract.h - chapter 11: what each exercise must do.
 *
 * The functions write nothing to stdout, never end the process, and leave
 * no message, request, communicator, datatype or memory behind.
 *
 * The fourth exercise is a batch script, job.slurm, described at the end.
 */
#ifndef MANY_HANDS_11_CONTRACT_H
#define MANY_HANDS_11_CONTRACT_H

#include <stdint.h>

#include <mpi.h>

/*
 * Sends like MPI_Send, and comes back whatever happens: an error of the
 * call, such as a rank that comm does not have, a negative count or tag, or
 * a datatype that MPI does not know, is returned and does not end the job.
 * comm is a communicator that is in use; all ranks but this one go on with
 * what they do.
 *
 * Returns MPI_SUCCESS, or the *class* of the error: one of the constants
 * MPI_ERR_RANK, MPI_ERR_TAG and so on, which mean the same on every MPI.
 *
 * After an error, why holds MPI's own text for it, cut off where it does
 * not fit: at most len chars with the '\0'.  Nothing is written if why is
 * null or len < 1.  After a success the contents of why mean nothing.
 *
 * Whatever happened, comm has afterwards the error handler that it had
 * before, be it MPI's default or one of the caller's own.
 */
int send_checked(const void *buf, int n, MPI_Datatype t, int dest, int tag,
                 MPI_Comm comm, char *why, int len);

/*
 * count_bytes.c defines MPI_Send, MPI_Isend and MPI_Sendrecv.  A program
 * that is linked with it sends as before, and can ask how much.  Each of
 * the three passes its arguments on to the PMPI_ function of the same name,
 * once, and returns what that one returned.
 *
 * count_bytes_to(dest) is the number of bytes that this process has sent
 * to rank dest by these three so far, over all communicators: n elements of
 * a datatype count n times MPI_Type_size.  What is received is not counted,
 * and what is sent to MPI_PROC_NULL is not either.  All communicators in
 * use number their processes as MPI_COMM_WORLD does, so that dest means
 * one process.  The sum may need all bits of an int64_t.
 *
 * It returns 0 for a rank that nothing was sent to, and -1 if dest is no
 * rank of MPI_COMM_WORLD.  It is called between MPI_Init and MPI_Finalize.
 */
int64_t count_bytes_to(int dest);

/* Where a rank lives: cores first_core .. first_core + ncores - 1 of a
 * socket of a node.  Nodes are numbered from 0, sockets from 0 on each
 * node, cores from 0 on each socket. */
struct place {
    int node, socket, first_core, ncores;
};

/*
 * Plans where the ranks of a job run: out[r] becomes the place of rank r.
 * The cluster has `nodes` equal nodes with `sockets` sockets each, and
 * `cores` cores on each socket.
 *
 * Every rank gets `threads` cores that follow one another on one socket,
 * and no core belongs to two ranks.  Ranks are placed in order, by slot:
 * rank 0 at core 0 of the first socket, each next rank behind the one
 * before it as long as it fits on that socket; if it does not, it begins
 * the next socket, and after the last socket of a node the next node.
 * Cores at the end of a socket that are too few for a rank stay free.
 *
 * Returns 0; -1 if the ranks do not all fit, if nodes, sockets, cores or
 * threads is less than 1, if ranks is negative, or if out is null while
 * ranks > 0.  out[0..ranks-1] mean nothing then.  ranks may be 0.
 */
int bind_plan(int nodes, int sockets, int cores, int ranks, int threads,
              struct place *out);

/*
 * job.slurm
 *
 * A batch script for `sbatch job.slurm`.  It asks Slurm, by #SBATCH lines,
 * for 2 nodes, 4 ranks on each node and 8 cores for each rank, and for a
 * time limit between 5 minutes and 1 hour.  Then it starts the program
 * ./hybrid (or another one of yours) once, by srun, so that
 *
 *   - 8 ranks run, exactly 4 on each of the 2 nodes,
 *   - each rank may use its 8 cores, also where srun does not inherit
 *     --cpus-per-task from sbatch (it has not since Slurm 22.05),
 *   - the program is told to make 8 threads: by OMP_NUM_THREADS in its
 *     environment, or by 8 as one of its arguments.
 *
 * Options of sbatch that say where, under which name or with which output
 * the job runs are up to you.
 */

#endif
