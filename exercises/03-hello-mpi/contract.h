/*
 * contract.h - chapter 3: what each exercise must do.
 *
 * Every function runs inside a program that mpirun started.  It uses the
 * communicator it is given and no other.  It writes nothing to stdout,
 * never ends the process, and leaves no request, communicator, memory or
 * open file behind.
 */
#ifndef MANY_HANDS_03_CONTRACT_H
#define MANY_HANDS_03_CONTRACT_H

#include <stddef.h>
#include <stdio.h>

#include <mpi.h>

/*
 * Writes the greeting of the calling rank into buf and returns its length.
 * The text is exactly
 *
 *     Hello! I am rank R in group of S processes.
 *
 * where R is this rank in comm (from 0) and S is the size of comm.  There
 * is no newline at the end.  A terminating '\0' follows the text in buf and
 * is not part of the length.
 *
 * len    size of buf in bytes; nothing is written at or beyond buf + len
 *
 * Returns -1 if the text and its '\0' do not both fit, or if buf is NULL.
 * buf then holds no part of the text: either it is as it was, or it is the
 * empty string.  With len 0 nothing is written at all.
 *
 * Every rank may call it alone: it does not communicate.
 */
int hello_line(MPI_Comm comm, char *buf, size_t len);

/*
 * Writes one line for every rank of comm to a stream, in rank order.  All
 * ranks of comm call it together.
 *
 * line   this rank's text, ended by '\0', without a newline; it may be
 *        empty, of any length, and of another length on every rank
 * out    on rank 0 of comm: a stream open for writing; on every other rank
 *        it is ignored and may be NULL
 *
 * Only rank 0 touches its stream: it writes line 0, '\n', line 1, '\n' and
 * so on up to the last rank, its own line included.  The stream stays open
 * and the caller flushes it.  The lines themselves are not changed.
 *
 * Returns 0 on every rank.  Returns -1 and writes nothing if line is NULL;
 * a caller that passes NULL passes it on every rank of comm.
 */
int print_in_order(const char *line, FILE *out, MPI_Comm comm);

/*
 * Says how far the life of MPI in this process has come:
 *
 *     0   MPI_Init or MPI_Init_thread has not been called yet
 *     1   MPI is initialised and not yet finalised
 *     2   MPI_Finalize has returned
 *
 * It may be called at any time, also before MPI_Init and after
 * MPI_Finalize, any number of times, and by any rank alone.  It never
 * starts or ends MPI itself.
 */
int mpi_phase(void);

#endif
