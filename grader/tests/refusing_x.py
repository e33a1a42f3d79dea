"""refusing_x.py - runs a command beside an X server that lets nobody in.

    refusing_x.py "No protocol specified" mpirun -n 1 ./hello

The server listens as display :0 and answers every client with the sentence.
Run it where /tmp and the network are its own (bwrap): there it meets no other
server, and ends with the command.
"""

import os
import socket
import struct
import sys


def refuse(listening, reason):
    """Answers for ever, in the X protocol's words for "no"."""
    padded = reason + b"\0" * (-len(reason) % 4)
    answer = struct.pack("<BBHHH", 0, len(reason), 11, 0, len(padded) // 4)
    while True:
        client, _ = listening.accept()
        client.recv(12)  # the head of the request: who wants in
        client.sendall(answer + padded)
        client.close()


def main():
    reason, command = sys.argv[1].encode() + b"\n", sys.argv[2:]
    os.makedirs("/tmp/.X11-unix")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("/tmp/.X11-unix/X0")
        listening.listen(50)
        if os.fork() == 0:
            refuse(listening, reason)
    os.execvp(command[0], command)


main()
