"""``python -m config.serve``: the whole site in one process group, until it is told to stop."""

import sys

from config.serve.stopping import Stopping, StopRequested


def main(arguments: list[str]) -> int:
    """Run the site; the exit code is 0 after a stop that was asked for and 1 after a sentence on standard error."""
    stopping = Stopping()
    stopping.install()
    try:
        # Imported under the watch of the signals: it takes a moment, and a stop may be asked for at any moment.
        from config.serve.site import run

        return run(stopping, end_with_parent="--end-with-parent" in arguments)
    except StopRequested:
        return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
