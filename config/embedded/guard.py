"""The guard: a small process that stops the server when its last user was killed.

It waits for everybody to let go of ``users.lock``. In ordinary life the last user stops the server and dismisses the
guard; after kill -9 of that user, or a closed terminal, the guard does it.
"""

import os
import sys
from pathlib import Path

from config.embedded.locks import FileLock, held
from config.embedded.place import control_directory, place_for


def stand_guard(data_dir: Path, *, post_descriptor: int) -> None:
    """Wait until nobody uses the server any more, then stop it. The descriptor holds the lock of the post."""
    control = control_directory(data_dir)
    users = FileLock(control / "users.lock")
    while True:
        users.seize()
        # Let go before asking for the transition lock: whoever holds that may be waiting for a share of this one.
        users.let_go()
        with held(control / "transition.lock"):
            if users.try_seize():
                _stop_server(data_dir)
                # Given up before the transition lock: the next to come must see that the post is empty.
                os.close(post_descriptor)
                return


def _stop_server(data_dir: Path) -> None:
    # Imported only now: most guards are dismissed without ever needing it.
    from config.embedded.server import Server

    Server(place_for(data_dir, say=lambda _: None)).stop()


if __name__ == "__main__":
    stand_guard(Path(sys.argv[1]), post_descriptor=int(sys.argv[2]))
