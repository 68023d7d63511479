"""A browser of its own before nginx: keeps cookies as they are given, says whence its forms come."""

import re

import requests

from tests.operations.fleet.house import HOST, House

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')


class Browser:
    def __init__(self, fleet: House) -> None:
        self._fleet = fleet
        self._session = requests.Session()
        self._session.verify, self._session.trust_env = False, False
        self._session.headers["Host"] = HOST

    def get(self, path: str) -> requests.Response:
        return self._session.get(f"{self._fleet.url}{path}", allow_redirects=False, timeout=60)

    def send(self, path: str, *, origin: str = f"https://{HOST}", **fields: str) -> requests.Response:
        """The form of this page, filled."""
        found = TOKEN.search(self.get(path).text)
        assert found, path
        return self._session.post(
            f"{self._fleet.url}{path}",
            data={"csrfmiddlewaretoken": found[1], **fields},
            headers={"Origin": origin},
            allow_redirects=False,
            timeout=60,
        )
