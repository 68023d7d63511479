"""The evaluation sets of the matcher and how they are divided."""

from hashlib import sha256
from pathlib import Path

from dispatch.catalogue.matcher import Matcher
from dispatch.catalogue.matcher.evaluate import PILOT_CATALOGUE, Case, read_cases, read_items

HERE = Path(__file__).parent
ITEMS = read_items(PILOT_CATALOGUE)
MATCHER = Matcher(ITEMS)

REQUESTS = read_cases(HERE / "requests.jsonl")
FRESH = {number: read_cases(HERE / f"fresh_{number}.jsonl") for number in range(1, 13)}
EVERYTHING = [*REQUESTS, *(case for cases in FRESH.values() for case in cases)]


def is_held_out(case: Case) -> bool:
    """Four tenths of ``requests.jsonl``, by the hash of the id: never looked at while tuning."""
    return int(sha256(case.id.encode()).hexdigest(), 16) % 10 >= 6


def codes_of(text: str) -> list[str]:
    return [suggestion.code for suggestion in MATCHER.suggest(text)]
