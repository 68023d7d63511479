"""The field matrix of staged privacy (S3, X12, DESIGN §2.15): what each door shows of citizen and agent, to whom, when.

A row is one thing that may be known. A cell names who reads it there at some door without doing anything more; with
``!``: only by a reveal, which is one row that the applicant can read. Whoever is not named reads it nowhere: on no
page, in no answer of the machine door, in no frame of a socket, in no message and in no file.

``asked``: the relative who placed it, and the applicant who signs in with the number it was placed for. ``carrier``
claimed it; ``colleague`` is of the same grid, ``neighbour`` of another: claimed by another, for both. ``look``: the
officers who answer for orders; ``serve``: those of them who may dispatch; ``rewards``: those who see what is paid;
``payers``: who pays into an account, and whose it is. Nobody here is ``nobody``, another citizen,
an administrator, or of another county.
"""

from dataclasses import dataclass

GROUPS = {
    "asked": ("placer", "applicant"),
    "look": ("county_manager", "bureau_officer", "township_officer", "auditor"),
    "serve": ("county_manager", "bureau_officer", "township_officer"),
    "grid": ("carrier", "colleague"),
    "agents": ("carrier", "colleague", "neighbour"),
    "rewards": ("county_manager", "auditor"),
    "payers": ("carrier", "county_manager"),
    "-": (),
}

TABLE = """
field         | own grid first | open to all      | carried              | closed               | hidden again
--------------|----------------|------------------|----------------------|----------------------|-------------------
name          | asked serve!   | asked serve!     | asked carrier! serve!| asked carrier! serve!| asked serve!
phone         | asked serve!   | asked serve!     | asked carrier! serve!| asked carrier! serve!| asked serve!
house         | asked serve!   | asked serve!     | asked carrier! serve!| asked carrier! serve!| asked serve!
point         | asked          | asked            | asked carrier!       | asked carrier!       | asked
matter        | asked grid look| asked agents look| asked carrier look   | asked carrier look   | asked carrier look
wish numbers  | asked serve!   | asked serve!     | asked carrier! serve!| asked carrier! serve!| asked serve!
time          | asked look     | asked look       | asked carrier look   | asked carrier look   | asked carrier look
time numbers  | asked          | asked            | asked carrier        | asked carrier        | asked
note          | -              | -                | asked carrier look   | asked carrier look   | asked carrier look
note numbers  | -              | -                | asked carrier        | asked carrier        | asked
result        | -              | -                | -                    | asked carrier look   | asked carrier look
result numbers| -              | -                | -                    | asked carrier        | asked
rating        | -              | -                | -                    | asked carrier look   | asked carrier look
rating numbers| -              | -                | -                    | asked carrier        | asked
given back    | -              | -                | carrier look         | carrier look         | carrier look
appeal        | -              | -                | -                    | carrier rewards      | carrier rewards
appeal numbers| -              | -                | -                    | carrier              | carrier
call          | -              | -                | -                    | asked look           | asked look
call numbers  | -              | -                | -                    | asked                | asked
placer name   | placer         | placer           | placer               | placer               | placer
placer phone  | placer         | placer           | placer               | placer               | placer
agent mobile  | carrier        | carrier          | carrier              | carrier              | carrier
agent account | payers         | payers           | payers               | payers               | payers
"""


@dataclass(frozen=True)
class Cell:
    """``seen``: without doing anything more. ``revealed``: only so."""

    seen: frozenset[str]
    revealed: frozenset[str]


def read(table: str = TABLE) -> dict[str, dict[str, Cell]]:
    """Stage → field → cell."""
    head, _rule, *lines = [line for line in table.splitlines() if line.strip()]
    stages = [each.strip() for each in head.split("|")][1:]
    found: dict[str, dict[str, Cell]] = {stage: {} for stage in stages}
    for line in lines:
        field, *cells = [each.strip() for each in line.split("|")]
        for stage, cell in zip(stages, cells, strict=True):
            found[stage][field] = _cell(cell)
    return found


def _cell(text: str) -> Cell:
    words = text.split()
    revealed = {who for word in words if word.endswith("!") for who in _people(word[:-1])}
    seen = {who for word in words if not word.endswith("!") for who in _people(word)}
    return Cell(frozenset(seen), frozenset(revealed - seen))


def _people(word: str) -> tuple[str, ...]:
    return GROUPS.get(word, (word,))
