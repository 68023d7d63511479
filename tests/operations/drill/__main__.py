import sys
import tempfile
from argparse import ArgumentParser
from pathlib import Path

from tests.operations.drill.run import drill


def main(arguments: list[str]) -> int:
    parser = ArgumentParser(prog="make drill")
    parser.add_argument("--orders", type=int, default=200, help="before the last backup begins")
    wanted = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="drill-", dir="/tmp") as directory:
        Path(directory).chmod(0o755)
        for sentence in drill(Path(directory), orders=wanted.orders):
            print(sentence, flush=True)
    print("The copy is whole.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
