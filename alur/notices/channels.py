"""Which ways out of Alur the operator has set up."""

from __future__ import annotations

from django.conf import settings

from alur.records.models import Channel


def open_channels() -> list[Channel]:
    """The channels that are set up, mail first."""
    ways = ((Channel.MAIL, settings.HAS_MAIL), (Channel.MESSAGE, bool(settings.WEBHOOK["url"])))
    return [channel for channel, is_open in ways if is_open]
