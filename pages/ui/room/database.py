"""A SQLite file that several processes and threads share."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

WAIT = 5.0  # seconds for another process to finish its write


class RoomError(Exception):
    """What cannot be done with a room: `why` is full, gone, forged, closed, bad, unsafe, or busy."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class Database:
    """One file, by one connection a process.

    Args:
        file: where it is; its folder must exist.
        schema: makes its tables where they are not there yet.
    """

    def __init__(self, file: Path, schema: str) -> None:
        self.file, self.schema = file, schema
        self._lock = threading.Lock()
        self._connection: sqlite3.Connection | None = None
        self._inode = 0

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Give the connection to read by; one thread at a time has it. What the file refuses is "busy"."""
        with self._lock:
            try:
                yield self._connected()
            except sqlite3.Error:
                raise RoomError("busy") from None

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Give the connection to write by: all of it is written, or where an error leaves it nothing."""
        with self._lock:
            try:
                with self._transaction() as db:
                    yield db
            except sqlite3.Error:
                raise RoomError("busy") from None

    def forget(self) -> None:
        """Let nothing that was deleted stay in the file's journal, as far as nobody reads it in this moment."""
        with self.reading() as db:
            db.execute("pragma wal_checkpoint(truncate)")

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        db = self._connected()
        db.execute("begin immediate")
        try:
            yield db
        except BaseException:
            db.execute("rollback")
            raise
        db.execute("commit")

    def _connected(self) -> sqlite3.Connection:
        """Return the connection; a new one where somebody has tidied the file away, or it is none any more."""
        try:
            inode = self.file.stat().st_ino
        except FileNotFoundError:
            inode = 0
        if self._connection is None or inode != self._inode:
            try:
                return self._connect()
            except sqlite3.OperationalError:
                raise
            except sqlite3.DatabaseError:  # no database: what it held is lost, and the next room can be opened
                for ending in ("", "-wal", "-shm"):
                    Path(f"{self.file}{ending}").unlink(missing_ok=True)
                return self._connect()
        return self._connection

    def _connect(self) -> sqlite3.Connection:
        if self._connection:
            self._connection.close()
        self._connection = None
        db = sqlite3.connect(self.file, timeout=WAIT, isolation_level=None, check_same_thread=False)
        db.execute("pragma journal_mode = wal")
        db.execute("pragma secure_delete = on")  # what is forgotten is overwritten
        db.execute("pragma synchronous = off")  # what a power failure takes from a lecture is the lecture
        db.executescript(self.schema)
        self._connection, self._inode = db, self.file.stat().st_ino
        return db
