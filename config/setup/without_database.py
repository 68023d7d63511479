"""``python -m config.setup.without_database TOOL …``: for a tool that reads the settings and nothing behind them."""

import os
import sys

from config.embedded.environment import prepare_environment_without_database

if __name__ == "__main__":
    prepare_environment_without_database()
    os.execv(sys.executable, [sys.executable, "-m", *sys.argv[1:]])  # noqa: S606
