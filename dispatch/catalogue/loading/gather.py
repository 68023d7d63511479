"""The files of one load: what each is, and which county they make."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from agents.loading.files import read_source
from agents.loading.problems import Problems
from agents.models import County
from dispatch.catalogue.loading.kinds import Kind, Recognised, recognise

PREFIX = re.compile(r"[A-Z]{2,4}")
CODE = re.compile(r"\d{6}", re.ASCII)


@dataclass(frozen=True)
class Gathered:
    """``complete`` when every file could be read: only then is it a fault that something is missing."""

    files: dict[Kind, Recognised]
    code: str
    complete: bool


def gather(paths: Sequence[Path], *, county_code: str, prefix: str, problems: Problems) -> Gathered:
    """Raises FilesRefused at once where it cannot be told which county is meant; other problems go to ``problems``."""
    _check_words(county_code, prefix, problems)
    problems.require_none()
    files = _recognise_all(paths, problems)
    complete = len(files) == len(paths)
    # A file that cannot be read may be the one that names the county, so that no more is said than that.
    code = county_code or _only_county(files.values(), problems if complete else Problems())
    if not code:
        problems.require_none()
    if complete:
        _check_county(code, prefix, files, problems)
    return Gathered(files, code, complete)


def _check_words(county_code: str, prefix: str, problems: Problems) -> None:
    if county_code and not CODE.fullmatch(county_code):
        problems.add(f"The county code {county_code!r} does not have 6 digits.")
    if prefix and not PREFIX.fullmatch(prefix):
        problems.add(f"The prefix {prefix!r} is not 2 to 4 capital letters.")


def _recognise_all(paths: Iterable[Path], problems: Problems) -> dict[Kind, Recognised]:
    files: dict[Kind, Recognised] = {}
    for path in paths:
        of_file = problems.of(path.name)
        source = read_source(path, of_file)
        file = recognise(source, of_file) if source else None
        if file and file.kind in files:
            of_file.add(f"holds {file.kind.value}, as {files[file.kind].source.name} does; give one of them.")
        elif file:
            files[file.kind] = file
    return files


def _only_county(files: Iterable[Recognised], problems: Problems) -> str:
    """The county that all the files speak of, else the only one there is; "" when it cannot be told."""
    named = [codes for codes in (file.county_codes() for file in files) if codes]
    common = set.intersection(*named) if named else set(County.objects.values_list("pk", flat=True)[:2])
    if len(common) == 1:
        return common.pop()
    if named and common:
        problems.add(f"The files hold {len(common)} counties; choose one with --county CODE.")
    elif named:
        problems.add("The files speak of different counties; choose one with --county CODE.")
    else:
        problems.add("No file says which county it is; choose one with --county CODE.")
    return ""


def _check_county(code: str, prefix: str, files: dict[Kind, Recognised], problems: Problems) -> None:
    for kind in (Kind.CATALOGUE, Kind.POPULAR):
        named = files[kind].county_codes() if kind in files else set()
        if named and named != {code}:
            files[kind].problems.add(f"is of the county {named.pop()}, not of {code}.")
    if County.objects.filter(pk=code).exists():
        return
    if Kind.DIVISIONS not in files:
        problems.add(f"The county {code} is not there yet: give its divisions table, too.")
    if not prefix:
        problems.add(
            f"The county {code} is new: choose how its order numbers begin with --prefix, for example LS."
        )
