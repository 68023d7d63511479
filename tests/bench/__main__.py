"""``python -m tests.bench [--paths claim,race] [--rounds 5] [--short] [--list]``: exit code 1 for a missed goal."""

import os
import sys
from argparse import ArgumentParser
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
os.environ.setdefault("DATA_DIR", str(PROJECT / "var" / "bench"))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
os.environ["DEMO"] = "1"
os.environ["LOG_LEVEL"] = "WARNING"


def main(arguments: list[str]) -> int:
    from tests.bench.run import PATHS, SHORT, run

    parser = ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--paths", default="", help=f"some of: {', '.join(PATHS)}")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--short", action="store_true", help="guard a change by ratios, in seconds")
    parser.add_argument("--list", action="store_true", help="name the paths")
    wanted = parser.parse_args(arguments)
    if wanted.list:
        print("\n".join(PATHS))
        return 0
    names = [name for name in wanted.paths.split(",") if name] or list(SHORT if wanted.short else PATHS)
    unknown = [name for name in names if name not in PATHS]
    if unknown:
        parser.error(f"no such path: {', '.join(unknown)}")
    return run(names, rounds=wanted.rounds, short=wanted.short)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
