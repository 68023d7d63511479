"""``python -m tests.audit [lighthouse axe weight journeys]``: exit code 1 when a bar is missed."""

import sys
from collections.abc import Iterator

from tests.screens.site import lively_site

KINDS = ("weight", "journeys", "axe", "lighthouse")


def main(arguments: list[str]) -> int:
    wanted = arguments or list(KINDS)
    missed = []
    with lively_site() as lively:
        from tests.audit import checks

        for kind in wanted:
            print(f"\n{kind}", flush=True)
            missed += list(_told(getattr(checks, kind)(lively)))
    print("\nEvery bar is met." if not missed else "\nMissed:")
    for line in missed:
        print(f"  {line}")
    return 1 if missed else 0


def _told(results: Iterator[tuple[bool, str]]) -> Iterator[str]:
    """Prints each result as it comes; yields those that miss their bar."""
    for is_met, line in results:
        print(f"  {'✓' if is_met else '✗'} {line}", flush=True)
        if not is_met:
            yield line


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
