"""A management command that ends with the site it belongs to, also when the site is killed."""

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1  # linux/prctl.h


def end_with(parent: int) -> None:
    """Have the kernel send SIGTERM to this process when the parent ends. Linux alone can do that."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != parent:  # it ended before we asked
        sys.exit(1)


if __name__ == "__main__":
    end_with(int(sys.argv[1]))
    # Ctrl-C at the terminal reaches the whole process group; the site asks its children to end when it is ready for it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    import manage

    sys.argv = ["manage.py", *sys.argv[2:]]
    sys.exit(manage.main())
