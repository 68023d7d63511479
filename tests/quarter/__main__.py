"""``make quarter``: a full quarter of 500 agents and 20,000 orders, from the first request to the paid batch.

Played, frozen, released by two, exported, reckoned once more from the exported files, verified; then one row of each
table that must be tamper-evident is altered, and has to be named. Takes minutes, and a
database of its own (``DATA_DIR``).
"""

import os
import sys
from argparse import ArgumentParser

AGENTS, ORDERS, SEED = 500, 20_000, 7


def main() -> int:
    parser = ArgumentParser(prog="make quarter", description=__doc__)
    parser.add_argument("--orders", type=int, default=ORDERS)
    parser.add_argument("--agents", type=int, default=AGENTS)
    parser.add_argument("--only", choices=["play", "settle"], help="one half of it, on what is there")
    wanted = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    os.environ.setdefault("DEMO", "1")
    from config.embedded.environment import prepare_environment

    with prepare_environment():
        import django

        django.setup()
        from config.connections import close_connections
        from tests.quarter.playing import play_quarter
        from tests.quarter.settling import settle_quarter

        try:
            if wanted.only != "settle":
                play_quarter(agents=wanted.agents, orders=wanted.orders, seed=SEED)
            return 0 if wanted.only == "play" else settle_quarter()
        finally:
            close_connections()


if __name__ == "__main__":
    sys.exit(main())
