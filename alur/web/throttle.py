"""Slows down whoever tries too often, by address or by any other name; counted in the database, for all processes.

No address is kept: the table holds a digest of it under the installation's secret key.
"""

from __future__ import annotations

import datetime as dt
import ipaddress
import math
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from alur.records.models import Allowance

SALT = "alur.web.throttle"
OWN_NETWORK = 64  # one household or office gets this many bits of IPv6, so a single address says nothing


@dataclass(frozen=True, slots=True)
class Throttle:
    """At most `limit` turns in a window that begins with the first. `name` keeps one use apart from another."""

    name: str
    limit: int
    window: dt.timedelta

    def wait(self, who: str, at: dt.datetime) -> int:
        """How many seconds this one must still wait, 0 for none. One query; nothing is counted."""
        until = Allowance.objects.spent(self._key(who), at=at, limit=self.limit)
        return math.ceil((until - at).total_seconds()) if until else 0

    def count(self, who: str, at: dt.datetime) -> int:
        """Count a turn. How many seconds to wait when it was one too many, else 0."""
        used, until = Allowance.objects.spend(self._key(who), at=at, window=self.window)
        return math.ceil((until - at).total_seconds()) if used > self.limit else 0

    def _key(self, who: str) -> str:
        return salted_hmac(SALT, f"{self.name}\n{who}", algorithm="sha256").hexdigest()


def address_of(request: HttpRequest) -> str:
    """The address that asks: of X-Forwarded-For what the outermost of our own proxies wrote, an IPv6 by its network.

    What stands further left in that header the asker may have invented.
    """
    passed = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",")]
    is_passed = 0 < settings.PROXIES <= len(passed)
    text = passed[-settings.PROXIES] if is_passed else request.META.get("REMOTE_ADDR", "")
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return str(request.META.get("REMOTE_ADDR", ""))
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped is None:
        return str(ipaddress.ip_network((address, OWN_NETWORK), strict=False))
    return str(address)
