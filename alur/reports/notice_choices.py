"""What a person has chosen to be told through which channel, and how it stands with the addresses."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings

from alur.notices.channels import open_channels
from alur.records.models import Channel, NoticeChoice, User


@dataclass(frozen=True, slots=True)
class ChannelState:
    """One channel of one person: the office's side first, then the person's."""

    is_open: bool
    row: NoticeChoice
    is_reachable: bool


def channels_of(user: User) -> dict[str, ChannelState]:
    """By the name of the channel; unsaved rows as the office wishes where nothing was chosen. One query."""
    rows = {row.channel: row for row in NoticeChoice.objects.filter(user=user)}
    opened = open_channels()
    states = {}
    for channel in Channel:
        row = rows.get(channel) or NoticeChoice(user=user, channel=channel, **settings.NOTICE_DEFAULTS)
        states[str(channel)] = ChannelState(channel in opened, row, row.can_reach(user.email))
    return states
