"""Where the rooms are kept: a folder of the machine's temporary one that only this user can read."""

import os
import stat
import tempfile
from functools import lru_cache
from pathlib import Path

from pages.ui.room.store import RoomError, Store

NAME = "gradient-descent-rooms"


@lru_cache(maxsize=1)
def rooms() -> Store:
    """Return the rooms of this machine.

    Raises:
        RoomError: unsafe, when the folder belongs to somebody else, is a link, or lets others in.
    """
    return Store(private(Path(tempfile.gettempdir())))


def private(parent: Path) -> Path:
    """Make the folder, or make sure that the one which is there is ours alone.

    Raises:
        RoomError: unsafe.
    """
    me = os.getuid() if hasattr(os, "getuid") else 0
    folder = parent / f"{NAME}-{me}"
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        found = folder.lstat()  # of a link itself, not of where it leads
    except OSError:
        raise RoomError("unsafe") from None
    ours = stat.S_ISDIR(found.st_mode) and (not hasattr(os, "getuid") or found.st_uid == me)
    others = hasattr(os, "getuid") and stat.S_IMODE(found.st_mode) & 0o077
    if not ours or others:
        raise RoomError("unsafe")
    return folder
