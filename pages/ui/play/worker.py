"""The second process: it makes the updates of every visitor's run, a slice at a time.

`trainers` starts it and speaks to it: lengths and pickles through its standard input and output. It ends when its
input does, so it never outlives the server, however that ends.
"""

import pickle
import signal
import sys
from contextlib import suppress
from typing import Any, BinaryIO

HEAD = 8  # bytes that say how long a message is


def send(stream: BinaryIO, message: Any) -> None:
    """Write a message."""
    body = pickle.dumps(message, protocol=5)
    stream.write(len(body).to_bytes(HEAD, "big"))
    stream.write(body)
    stream.flush()


def receive(stream: BinaryIO) -> Any:
    """Read a message.

    Raises:
        EOFError: when there is none any more.
    """
    head = stream.read(HEAD)
    if len(head) < HEAD:
        raise EOFError
    size = int.from_bytes(head, "big")
    body = stream.read(size)
    if len(body) < size:
        raise EOFError
    return pickle.loads(body)


def work(where: str, train: int, test: int) -> None:
    """Answer one message after another: a run, what it is to do, and with what."""
    from gdcore.handover import Memory, arrive, homeward
    from gdcore.mapped_mnist import open_map

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # ctrl-C in a terminal reaches this process as well as the server
    reader, writer = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr
    data = open_map(open(int(where) if where.isdecimal() else where, "rb"), train, test)  # noqa: SIM115
    memory: Memory = {}
    with suppress(EOFError, BrokenPipeError):
        while True:
            run, what, values = receive(reader)
            try:
                arrive(run, data, memory)
                answer = getattr(run, what)(*values)
                send(writer, (answer, homeward(run)))
            except (ValueError, MemoryError) as error:
                send(writer, (error, None))


if __name__ == "__main__":
    work(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
