"""Version 1 of the machine door: its operations by subject."""

from frontend.api import board, catalogue, desk, endpoints, me, places, points, sign_in
from frontend.api.auth import SIGNED_IN
from frontend.api.door import Door
from frontend.api.orders import ask, carry, dispatch, photos, place, read, router

DESCRIPTION = """
The same actions and the same permissions as the pages. Every error is problem details (RFC 9457); `detail` is a
sentence in the language of Accept-Language (zh-Hans, en). A placed order carries an id made by the client and may be
sent again unchanged. Lists go on with `cursor`. Orders have an ETag: poll with If-None-Match, act with If-Match.

Sign in by POST /sign-in/codes and /sign-in/codes/confirm, or by /sign-in/password, and send the token as
`Authorization: Bearer`. A browser's session cookie serves too; writing with it needs the X-CSRFToken header.
"""

v1 = Door(
    title="Grid dispatch",
    version="1.0.0",
    description=DESCRIPTION.strip(),
    openapi_url="/openapi.json",
    docs_url=None,
    urls_namespace="api:v1",
    auth=SIGNED_IN,
)
# Those of ``orders.router`` put themselves on one router when they are imported.
ON_ONE_ROUTER = (ask, place, read)
for subject in (
    sign_in,
    me,
    endpoints,
    catalogue,
    places,
    router,
    carry,
    dispatch,
    photos,
    board,
    desk,
    points,
):
    v1.add_router("", subject.router)
