"""How often each route may be asked for: one table, read by the middleware and by the tests. Pure Python.

A route is meant, not an address: however a path is written, it is counted where it leads.
"""

from dataclasses import dataclass

MINUTE, HOUR = 60, 3600


@dataclass(frozen=True)
class Quota:
    """At most ``count`` at once and ``count`` in each ``seconds``. Each name is counted by itself."""

    name: str
    count: int
    seconds: int = MINUTE


#: Whatever else holds. An address may stand for a whole village behind one carrier's gateway, a person does not.
OF_ADDRESS = Quota("address", 3000)
OF_PERSON = Quota("person", 600)

SIGN_IN = Quota("sign_in", 60)
LINKS = Quota("links", 120)
PLACE = Quota("place", 20)
CLAIM = Quota("claim", 60)
REVEAL = Quota("reveal", 60)
PHOTOS = Quota("photos", 60)
SEND = Quota("send", 10)
EXPORT = Quota("export", 30)

TIGHTER: dict[str, Quota] = {
    # Guesses at numbers, codes and passwords; the database counts those that sign in or send an SMS (S9 … S13).
    "account:sign_in": SIGN_IN,
    "account:code": SIGN_IN,
    "account:code_again": SIGN_IN,
    "account:password": SIGN_IN,
    "account:second_step": SIGN_IN,
    "account:set_up": SIGN_IN,
    "api:v1:ask_for_code": SIGN_IN,
    "api:v1:confirm_code": SIGN_IN,
    "api:v1:confirm_password": SIGN_IN,
    # Guesses at the tokens of links (S2).
    "citizen:follow": LINKS,
    "citizen:follow_live": LINKS,
    "citizen:follow_qr": LINKS,
    "citizen:rate_by_link": LINKS,
    # Each placed order tells many people.
    "citizen:ask": PLACE,
    "office:place": PLACE,
    "api:v1:place_order": PLACE,
    # No hand is as quick.
    "agent:claim": CLAIM,
    "api:v1:claim_order": CLAIM,
    # Somebody who collects names and numbers.
    "agent:reveal": REVEAL,
    "office:reveal": REVEAL,
    "api:v1:reveal_applicant": REVEAL,
    "citizen:photo_add": PHOTOS,
    "agent:photo_add": PHOTOS,
    "api:v1:put_photo": PHOTOS,
    # Messages to oneself cost as much as others.
    "channels:test": SEND,
    "channels:email": SEND,
    "citizen:export": EXPORT,
    "office:coverage_csv": EXPORT,
    "office:figures_csv": EXPORT,
    "office:reward_export": EXPORT,
    "office:appraisal_export": EXPORT,
    "office:audit_export": EXPORT,
    "evidence:order_json": EXPORT,
}
#: Looking at a form is not sending it, and an address of the machine door has the name of its first method.
ON_WRITING = frozenset(
    {
        "account:sign_in",
        "account:password",
        "citizen:ask",
        "office:place",
        "api:v1:place_order",
        "api:v1:put_photo",
    }
)


def quota_of(route: str, method: str) -> Quota | None:
    """The tighter quota of this route, if it has one."""
    if method in {"GET", "HEAD"} and route in ON_WRITING:
        return None
    return TIGHTER.get(route)
