"""``python -m config.demo [--orders N] [--keep]``: exit code 0 when the whole story went as it should."""

import sys
from argparse import ArgumentParser

from config.serve.stopping import Stopping, StopRequested

ORDERS = 300


def main(arguments: list[str]) -> int:
    """With ``--keep`` the site goes on until Ctrl-C."""
    parser = ArgumentParser(prog="make demo", description=__doc__)
    parser.add_argument(
        "--orders", type=int, default=ORDERS, help="how many orders the simulated quarter has"
    )
    parser.add_argument("--keep", action="store_true", help="leave the site running for looking around")
    wanted = parser.parse_args(arguments)
    stopping = Stopping()
    stopping.install()
    try:
        from config.demo.run import run

        return run(orders=wanted.orders, keep=wanted.keep)
    except StopRequested:
        return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
