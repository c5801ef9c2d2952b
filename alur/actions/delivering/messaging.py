"""Calling the gateway for messages, under the same rules as probes: it cannot be led inside the office's net."""

from __future__ import annotations

import datetime as dt
import ipaddress
import socket
from urllib.parse import urlsplit

from django.conf import settings

from alur.actions.addresses import is_public
from alur.actions.delivering.composing import message_of
from alur.notices.gateway import Gateway, call
from alur.notices.outcome import Outcome, Result
from alur.records.models import Notice, Posting


def call_gateway(posting: Posting, notices: list[Notice], to: str, at: dt.datetime) -> Outcome:
    """Hand one message to the gateway; how it ended."""
    webhook = settings.WEBHOOK
    parts = urlsplit(webhook["url"])
    host, port = parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (socket.gaierror, UnicodeError):
        return Outcome(Result.AWAY, f"Nama gerbang pesan “{host}” tidak ditemukan di DNS.")
    addresses = [str(item[4][0]).partition("%")[0] for item in found]
    if host not in settings.PROBE_ALLOWED_HOSTS and not all(is_public(ipaddress.ip_address(one)) for one in addresses):
        return Outcome(
            Result.AWAY,
            f"Gerbang pesan “{host}” berada di jaringan dalam; bila benar, tambahkan ke ALUR_PROBE_HOSTS.",
        )
    gateway = Gateway(webhook["url"], webhook["secret"], webhook["seconds"], addresses[0])
    return call(gateway, message_of(posting, notices, to), key=str(posting.pk), stamp=int(at.timestamp()))
