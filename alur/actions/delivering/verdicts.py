"""How a posting goes on after a try: sent, put off, tried again, given up. Each changes only what is still its own."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction

from alur.actions.notices import Message, tell
from alur.records.durability import without_waiting
from alur.records.models import Channel, NoticeChoice, NoticeKind, Posting, PostingState

FIRST_GAP, LONGEST_GAP = dt.timedelta(minutes=1), dt.timedelta(hours=4)
ATTEMPTS = 12


def note_sent(posting: Posting, *, at: dt.datetime) -> None:
    """The other side has taken it. A power cut may take this note; then the same goes once more under the same id."""
    with without_waiting():
        _change(posting, state=PostingState.SENT, sent_at=at, address=posting.address, error="", lease_until=None)


def drop(posting: Posting) -> None:
    """Nobody needs it any more."""
    _change(posting, state=PostingState.DROPPED, lease_until=None)


def put_off(posting: Posting, until: dt.datetime) -> None:
    """Not in the receiver's hours: at the next opening, and this try does not count."""
    _change(posting, state=PostingState.READY, run_after=until, attempts=max(0, posting.attempts - 1), lease_until=None)


def try_later(posting: Posting, reason: str, *, at: dt.datetime) -> None:
    """Once more after 1, 4, 16, 64 minutes, then every 4 hours; given up after the twelfth try."""
    if posting.attempts >= ATTEMPTS:
        give_up(posting, f"Dicoba {posting.attempts} kali. {reason}")
        return
    gap = min(LONGEST_GAP, FIRST_GAP * 4 ** min(posting.attempts - 1, 4))
    _change(posting, state=PostingState.READY, run_after=at + gap, lease_until=None, error=reason[:500])


@transaction.atomic
def give_up(
    posting: Posting, reason: str, *, choice: NoticeChoice | None = None, at: dt.datetime | None = None
) -> None:
    """It lies among the failed from now on. Where the address itself was refused, the person is told once in Alur."""
    changes = {"state": PostingState.FAILED, "address": posting.address, "error": reason[:500], "lease_until": None}
    if not _change(posting, **changes) or choice is None or at is None:
        return
    if NoticeChoice.objects.filter(pk=choice.pk, failing_since__isnull=True, address=choice.address).update(
        failing_since=at, failing_reason=reason[:300]
    ):
        name = "Alamat surel" if choice.channel == Channel.MAIL else "Nomor ponsel"
        told = f"{name} {choice.address} ditolak, jadi tidak dikirimi lagi. Perbaiki pada Pilihan pemberitahuan."
        tell({choice.user_id: Message(told)}, NoticeKind.ADDRESS, key=f"alamat:{choice.pk}:{at:%Y%m%d%H%M%S}", at=at)


def _change(posting: Posting, **values: Any) -> bool:
    """While this try is the latest: a worker that was given up for dead changes nothing."""
    mine = Posting.objects.filter(pk=posting.pk, state=PostingState.SENDING, attempts=posting.attempts)
    return bool(mine.update(**values))
