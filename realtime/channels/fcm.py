"""Firebase Cloud Messaging by firebase-admin, for the county's own app on phones that have Google's services.

The outbox owns the retries: the library's own would hold a thread for up to four times Retry-After, and send again
after a read that timed out.
"""

import hashlib
import json
import threading
import warnings
from functools import lru_cache, partial
from typing import Any

import firebase_admin
from django.conf import settings
from firebase_admin import credentials, exceptions, messaging
from google.auth import exceptions as auth_exceptions
from urllib3.util.retry import Retry

from agents.models import Endpoint
from agents.outgoing.own import open_own_door
from realtime.channels.base import Accepted, Device, Misconfigured, Parcel, TryLater, Undeliverable
from realtime.channels.devices import Gone, send_to_devices
from realtime.channels.http import seconds_of
from realtime.channels.links import cover_of, tag_of

TIMEOUT_SECONDS = 4
REFRESH_SECONDS = 4
AT_ONCE_MAX = 8
# An offer of ten minutes is worth nothing the next day.
LIVES_SECONDS = 3600
# What Google asks for when a quota answer says nothing.
QUOTA_WAITS_SECONDS = 60.0

_making = threading.Lock()


class Fcm:
    name = "fcm"
    reaches_real_phones = True
    at_once_max = AT_ONCE_MAX

    def send(self, parcel: Parcel) -> Accepted:
        app = _app(settings.FCM_SERVICE_ACCOUNT, settings.FCM_URL)
        return send_to_devices(parcel, partial(_send_one, app, parcel))


def _send_one(app: Any, parcel: Parcel, device: Device) -> str:
    try:
        return str(messaging.send(_message(parcel, device), app=app))
    except messaging.UnregisteredError:
        raise Gone("the app is not installed any more") from None
    except messaging.SenderIdMismatchError:
        raise Gone("the token belongs to another app") from None
    except messaging.QuotaExceededError as error:
        raise TryLater("quota", retry_after_seconds=_asked(error) or QUOTA_WAITS_SECONDS) from None
    except messaging.ThirdPartyAuthError:
        raise Misconfigured("the key for Apple's or the browser's push service is refused") from None
    except (exceptions.InvalidArgumentError, ValueError) as error:
        raise Undeliverable(f"refused as invalid: {error}") from None
    except (exceptions.PermissionDeniedError, exceptions.UnauthenticatedError) as error:
        raise Misconfigured(f"the service account is refused: {error.code}") from None
    except exceptions.FirebaseError as error:
        raise TryLater(f"FCM says {error.code}", retry_after_seconds=_asked(error)) from None
    except auth_exceptions.RefreshError as error:
        if error.retryable:
            raise TryLater("Google's sign-in does not answer") from None
        raise Misconfigured("Google's sign-in refuses the service account") from None
    except auth_exceptions.GoogleAuthError as error:
        raise TryLater(f"Google's sign-in is not reachable ({type(error).__name__})") from None


def _message(parcel: Parcel, device: Device) -> Any:
    tag = tag_of(parcel)
    android = messaging.AndroidConfig(
        priority="high", ttl=LIVES_SECONDS, notification=messaging.AndroidNotification(tag=tag)
    )
    target = {"fid" if device.kind == Endpoint.Kind.FCM_INSTALLATION else "token": device.value}
    with warnings.catch_warnings():
        # Registration tokens are deprecated beside installation ids; phones in use still have them.
        warnings.simplefilter("ignore", DeprecationWarning)
        return messaging.Message(
            data={"delivery": parcel.delivery_id.hex, "kind": parcel.kind, "link": parcel.link, "tag": tag},
            notification=messaging.Notification(body=cover_of(parcel)),
            android=android,
            apns=messaging.APNSConfig(headers={"apns-collapse-id": tag, "apns-priority": "10"}),
            **target,
        )


def _asked(error: Any) -> float:
    response = getattr(error, "http_response", None)
    return seconds_of(response.headers.get("Retry-After")) if response is not None else 0.0


def _app(account: str, url: str) -> Any:
    """One for each account, though eight threads ask for it at once. Raises Misconfigured."""
    with _making:
        return _made(account, url)


@lru_cache(maxsize=4)
def _made(account: str, url: str) -> Any:
    try:
        certificate = credentials.Certificate(json.loads(account))
    except (ValueError, OSError):
        raise Misconfigured("FCM_SERVICE_ACCOUNT is not a service account's JSON") from None
    name = hashlib.sha256(f"{url} {account}".encode()).hexdigest()
    app = firebase_admin.initialize_app(certificate, {"httpTimeout": TIMEOUT_SECONDS}, name=name)
    service = messaging._get_messaging_service(app)
    if url:
        service._fcm_url = f"{url}/v1/projects/{app.project_id}/messages:send"
    session = service._client.session
    session._refresh_timeout = REFRESH_SECONDS
    # Else the library asks another of Google's servers, in the background and without a limit of time.
    session.credentials._is_regional_access_boundary_lookup_required = lambda: False
    open_own_door(session, pool_maxsize=AT_ONCE_MAX, max_retries=Retry(0, redirect=0))
    return app
