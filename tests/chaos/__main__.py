"""``python -m tests.chaos [PART] [--only F13,F14] [--short]``: exit code 1 when something that must be true was not."""

import os
import signal
import sys
from argparse import ArgumentParser
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
os.environ.setdefault("DATA_DIR", str(PROJECT / "var" / "chaos"))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
os.environ["DEMO"] = "1"
os.environ["LOG_LEVEL"] = "ERROR"
# WhiteNoise warns about a directory of collected files that is not there.
Path(os.environ["DATA_DIR"], "static").mkdir(parents=True, exist_ok=True)

PARTS = ["all", "processes", "ordinary", "messages"]


def main(arguments: list[str]) -> int:
    parser = ArgumentParser(prog="make chaos", description=__doc__)
    parser.add_argument("part", choices=PARTS)
    parser.add_argument("--only", default="", help="faults by their codes, or one scene of the messages")
    parser.add_argument("--short", action="store_true", help="a few minutes instead of many")
    parser.add_argument("--orders", type=int, default=2000, help="placed while processes are killed")
    parser.add_argument("--rounds", type=int, default=200, help="orders whose latency is taken")
    wanted = parser.parse_args(arguments)
    # Told to end, it still takes down everything that it has started.
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))
    from tests.chaos.run import run

    return run(wanted.part, only=wanted.only, orders=wanted.orders, rounds=wanted.rounds, short=wanted.short)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
