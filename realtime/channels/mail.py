"""E-mail for officers, by Django's mail backend."""

import smtplib
from functools import partial

from django.conf import settings
from django.core.mail import EmailMessage, get_connection

from realtime.channels.base import Accepted, Device, Misconfigured, Parcel, TryLater, Undeliverable
from realtime.channels.devices import send_to_devices
from realtime.channels.links import full_link

SUBJECT_LENGTH_MAX = 78


class Mail:
    name = "email"
    reaches_real_phones = True
    at_once_max = 4

    def send(self, parcel: Parcel) -> Accepted:
        if parcel.is_secret:
            # A code to sign in proves that the phone is at hand; a letter box does not.
            raise Undeliverable("secrets are not sent by e-mail")
        return send_to_devices(parcel, partial(_send_one, parcel))


def _send_one(parcel: Parcel, device: Device) -> str:
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2]
    # The same id for each attempt: a mail program shows a letter that came twice once (F10).
    message_id = f"<{parcel.delivery_id.hex}@{domain}>"
    letter = EmailMessage(
        subject=_one_line(parcel.text),
        body="\n\n".join(filter(None, [parcel.text, full_link(parcel)])),
        to=[device.value],
        headers={"Message-ID": message_id, "Auto-Submitted": "auto-generated"},
        connection=get_connection(timeout=settings.EMAIL_TIMEOUT),
    )
    try:
        letter.send()
    except smtplib.SMTPAuthenticationError:
        raise Misconfigured("the mail server refuses user and password") from None
    except smtplib.SMTPRecipientsRefused as error:
        ((status, _),) = error.recipients.values()
        raise _refused(status) from None
    except smtplib.SMTPResponseException as error:
        raise _refused(error.smtp_code) from None
    except (smtplib.SMTPException, OSError) as error:
        raise TryLater(f"the mail server is not reachable ({type(error).__name__})") from None
    return message_id


def _refused(status: int) -> Exception:
    if status < 500:
        return TryLater(f"the mail server says {status}")
    return Undeliverable(f"the mail server says {status}")


def _one_line(text: str) -> str:
    return " ".join(text.split())[:SUBJECT_LENGTH_MAX]
