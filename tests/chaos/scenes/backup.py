"""A copy is taken while everybody works and restored elsewhere (F28); a row is altered behind our back (F33)."""

import os
import subprocess
import sys
from pathlib import Path

from config.embedded.binaries import find_binaries
from config.embedded.cluster import SUPERUSER, server_environment
from config.embedded.server import DATABASE, PORT
from tests.chaos.fleet import PROJECT
from tests.chaos.stage import Stage
from tests.chaos.verdict import Seen

RESTORED = "restored"


def restored_elsewhere(stage: Stage) -> Seen:
    """F28. pg_dump under traffic, pg_restore into another database, ``manage.py verify`` on it."""
    with stage.under_traffic() as operations:
        size = copy_into(stage, RESTORED)
    verified = _verify(stage, RESTORED)
    orders = stage.database.first.ask("select count(*) from orders_order", database=RESTORED)[0][0]
    judged = stage.judge(operations)
    return Seen(
        judged.holds and verified.returncode == 0,
        f"{size / 2**20:.1f} MB under traffic ({judged}); restored with {orders} orders; verify: {_last(verified)}",
    )


def copy_into(stage: Stage, name: str) -> int:
    """Dump the site's database and restore it as another of the same server; the bytes of the dump."""
    file = Path(os.environ["DATA_DIR"]) / f"{name}.dump"
    with file.open("wb") as out:
        _program(stage, "pg_dump", ["-Fc", "-d", DATABASE], stdout=out)
    stage.database.first.ask(f"drop database if exists {name} with (force)", database="postgres")
    stage.database.first.ask(f"create database {name}", database="postgres")
    with file.open("rb") as dump:
        _program(stage, "pg_restore", ["-d", name, "--no-owner", "--exit-on-error"], stdin=dump)
    size = file.stat().st_size
    file.unlink()
    return size


def altered_row(stage: Stage) -> Seen:
    """F33. In the restored copy one entry of the ledger is worth more than it was; verify names it."""
    ask = stage.database.first.ask
    if not ask(f"select 1 from pg_database where datname = '{RESTORED}'"):
        restored_elsewhere(stage)
    ((entry, order),) = ask(
        "select id, order_id from points_pointsentry order by id limit 1", database=RESTORED
    )
    ask(
        "set session_replication_role = replica;"
        f"update points_pointsentry set points = points + 1 where id = {entry}",
        database=RESTORED,
    )
    verified = _verify(stage, RESTORED)
    named = [line for line in verified.stdout.splitlines() if str(entry) in line or str(order) in line]
    return Seen(
        verified.returncode == 1 and bool(named),
        f"verify ended with {verified.returncode} and said: {named[0].strip() if named else 'nothing of it'}",
    )


def _program(stage: Stage, name: str, arguments: list[str], **streams: object) -> None:
    place = stage.database.first.place
    where = ["-h", str(stage.database.first.socket_directory), "-p", str(PORT), "-U", SUPERUSER]
    subprocess.run(  # type: ignore[call-overload]
        [find_binaries(place).program(name), *where, *arguments],
        check=True, env=server_environment(), **place.account.process_arguments(), **streams,
    )  # fmt: skip


def _verify(stage: Stage, database: str) -> subprocess.CompletedProcess[str]:
    url = stage.database.first.url_of(database)
    return subprocess.run(
        [sys.executable, "manage.py", "verify", "--quiet"],
        env={**os.environ, "DATABASE_URL": url}, cwd=PROJECT, capture_output=True, text=True, check=False,
    )  # fmt: skip


def _last(ran: subprocess.CompletedProcess[str]) -> str:
    lines = (ran.stdout or ran.stderr).strip().splitlines()
    return lines[-1] if lines else "nothing"
