#!/usr/bin/env python3
"""Django's commands, on the same database as the site that is given the same DATA_DIR or DATABASE_URL."""

import os
import sys
from importlib.util import find_spec
from pathlib import Path

# Commands that touch no database; none of them waits for a server or makes keys.
WITHOUT_DATABASE = {
    "collectstatic",
    "compilemessages",
    "diffsettings",
    "findstatic",
    "help",
    "makemessages",
    "startapp",
    "version",
}


def main() -> int:
    """Run the command on the command line; the exit code of the process."""
    from config.embedded.environment import prepare_environment, prepare_environment_without_database
    from config.embedded.errors import EmbeddedError
    from config.env import EnvError

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    try:
        if not needs_database(sys.argv[1:]):
            prepare_environment_without_database()
            return execute()
        with prepare_environment():
            return execute()
    except (EmbeddedError, EnvError) as problem:
        print(problem, file=sys.stderr)
        return 1


def needs_database(arguments: list[str]) -> bool:
    """Whether the command may ask the database for something."""
    if not arguments or {"--help", "-h", "--version"} & set(arguments):
        return False
    if arguments[0] == "check":
        # --deploy looks at the real keys, which come the same way as the database.
        return any(argument.startswith(("--database", "--deploy")) for argument in arguments)
    return arguments[0] not in WITHOUT_DATABASE


def execute() -> int:
    """Hand over to Django."""
    from django.core.management import execute_from_command_line

    from config.connections import close_connections

    try:
        execute_from_command_line(sys.argv)
    finally:
        close_connections()
    return 0


def ensure_packages() -> None:
    """Go on with the Python of .venv when this one lacks the packages. Raises SystemExit without one."""
    if find_spec("django") and find_spec("psutil"):
        return
    venv = Path(__file__).resolve().parent / ".venv"
    python = venv / "bin/python"
    if not python.exists() or Path(sys.prefix).resolve() == venv:
        sys.exit("The packages are not installed here; `make run` installs them into .venv.")
    os.execv(python, [str(python), *sys.argv])  # noqa: S606


if __name__ == "__main__":
    ensure_packages()
    sys.exit(main())
