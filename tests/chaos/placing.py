"""A phone that places an order and does not give up: the same id again until it is answered (F1, F20)."""

import time
from uuid import uuid4

import requests

from tests.bench.seeds import Caller
from tests.chaos.people import Crew

TRIES_MAX = 400


def place(url: str, citizen: Caller, crew: Crew, *, number: int = 0) -> str:
    """The order's id once the server has said that it is placed."""
    said = {
        "id": str(uuid4()),
        "wish": "屋里漏雨,想问下危房那个补助",
        "applicant_name": "试一试",
        "applicant_phone": f"109{number % 100_000_000:08d}",
        "village_code": crew.grid.village_id,
    }
    for _ in range(TRIES_MAX):
        try:
            answer = requests.post(
                f"{url}/api/v1/orders",
                json=said,
                headers={"Authorization": f"Bearer {citizen.token}"},
                timeout=20,
            )
        except requests.RequestException:
            time.sleep(0.1)
            continue
        if answer.status_code in (200, 201):
            return said["id"]
        if answer.status_code < 500 and answer.status_code != 429:
            raise SystemExit(f"A placing was refused: {answer.status_code} {answer.text[:200]}")
        time.sleep(0.2)
    raise SystemExit("The server did not come back.")
