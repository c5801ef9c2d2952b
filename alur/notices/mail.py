"""Mail: one message as plain text and HTML, and one connection for many of them."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.utils import parseaddr

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend

from alur.notices.outcome import SENT, Outcome, Result, one_line

TRANSIENT = range(400, 500)
OF_THE_ADDRESS = (550, 551, 552, 553, 554)


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail ready to go. `id` makes its Message-ID, the same each time it is sent; `choices` is where to choose."""

    id: str
    to: str
    subject: str
    text: str
    html: str
    choices: str


class Mailer:
    """Hands mails over through one connection, which is opened when it is first needed, and anew after trouble."""

    def __init__(self, connection: BaseEmailBackend) -> None:
        self._connection = connection

    def send(self, mail: Mail) -> Outcome:
        """How it ended; this never raises for what a mail server does."""
        try:
            self._connection.open()
        except (smtplib.SMTPException, ssl.SSLError, OSError, UnicodeError) as error:
            return Outcome(Result.AWAY, f"Server surel tidak dapat dipakai: {_said(error)}")
        try:
            self._connection.send_messages([_message(mail, self._connection)])
        except smtplib.SMTPRecipientsRefused as error:
            code, said = next(iter(error.recipients.values()))
            return _refused(code, said, is_recipient=True)
        except (smtplib.SMTPSenderRefused, smtplib.SMTPDataError) as error:
            return _refused(error.smtp_code, error.smtp_error, is_recipient=False)
        except (smtplib.SMTPException, ssl.SSLError, OSError) as error:
            self.close()
            return Outcome(Result.AWAY, f"Sambungan ke server surel terputus: {_said(error)}")
        except (ValueError, UnicodeError) as error:
            return Outcome(Result.REFUSED, f"Surel tidak dapat disusun: {one_line(str(error))}", is_address=True)
        return SENT

    def close(self) -> None:
        """Hang up. A server that does not answer to that is not waited for."""
        try:
            self._connection.close()
        except (smtplib.SMTPException, ssl.SSLError, OSError):
            pass


@contextmanager
def mailer() -> Iterator[Mailer]:
    """A mailer with the server of the settings."""
    opened = Mailer(get_connection())
    try:
        yield opened
    finally:
        opened.close()


def message_id(key: str) -> str:
    """The Message-ID of a mail: its key at the domain of the sender."""
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
    return f"<{key}@{domain}>"


def _message(mail: Mail, connection: BaseEmailBackend) -> EmailMultiAlternatives:
    headers = {
        "Message-ID": message_id(mail.id),
        "List-Unsubscribe": f"<{mail.choices}>",
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "All",
    }
    message = EmailMultiAlternatives(mail.subject, mail.text, to=[mail.to], headers=headers, connection=connection)
    message.attach_alternative(mail.html, "text/html")
    return message


def _refused(code: int, said: bytes | str, *, is_recipient: bool) -> Outcome:
    reason = f"Server surel menjawab {code}: {_text(said)}"
    if code in TRANSIENT:
        return Outcome(Result.LATER, reason)
    return Outcome(Result.REFUSED, reason, is_address=is_recipient and code in OF_THE_ADDRESS)


def _said(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        return f"{error.smtp_code} {_text(error.smtp_error)}"
    if isinstance(error, TimeoutError):
        return "tidak ada jawaban pada waktunya"
    return one_line(str(error)) or type(error).__name__


def _text(said: bytes | str) -> str:
    return one_line(said.decode("utf-8", "replace") if isinstance(said, bytes) else said)
