"""Files that root makes in another person's directory belong to that person.

Otherwise one ``sudo make run`` would lock the owner of the clone out of it for good.
"""

import os
from pathlib import Path


def own_like_parent(path: Path) -> None:
    """As root, give a file just made to whoever owns the directory it lies in; otherwise do nothing."""
    if os.geteuid() != 0:
        return
    owner = path.parent.stat()
    made = path.stat()
    if (made.st_uid, made.st_gid) != (owner.st_uid, owner.st_gid):
        os.chown(path, owner.st_uid, owner.st_gid)


def make_directories(path: Path) -> None:
    """Make the directory and what is missing above it, each owned like the directory it is made in."""
    if path.is_dir():
        return
    make_directories(path.parent)
    path.mkdir(exist_ok=True)
    own_like_parent(path)
