"""What a posting says: its notices as items with links, and why its receiver gets it.

The title of a request leaves Alur only where its class is open; of all others go the number and the link.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.utils import timezone

from alur.notices.mail import Mail
from alur.notices.wording import Writer
from alur.records.models import Notice, NoticeKind, Posting, Security
from alur.worktime.wording import long_date

CHOICES, NOTICES = "/akun/pemberitahuan/", "/pemberitahuan/"
MOST_ITEMS = 50
MESSAGE_ITEMS = 5
REASONS = {
    NoticeKind.TURN: "langkah ini menunggu Anda dan Anda memilih diberi tahu segera",
    NoticeKind.RETURNED: "langkah ini menunggu Anda dan Anda memilih diberi tahu segera",
    NoticeKind.NEAR: "waktu langkah ini hampir habis dan Anda memilih diberi tahu segera",
}
DIGEST_REASON = "Anda memilih rangkuman pagi"


def base_url() -> str:
    """What addresses in mails begin with: ALUR_URL, never what a request calls this machine."""
    return settings.PUBLIC_URL or f"http://127.0.0.1:{settings.PORT}"


def mail_of(posting: Posting, notices: Sequence[Notice], to: str, writer: Writer, *, at: dt.datetime) -> Mail:
    """The mail of a posting; `notices` are those that are still worth telling, with case and user fetched."""
    items = [_shown(notice) for notice in notices[:MOST_ITEMS]]
    values = {
        "nama": posting.user.name,
        "butir": items,
        "jumlah": len(notices),
        "selebihnya": len(notices) - len(items),
        "semua": f"{base_url()}{NOTICES}",
        "tanggal": long_date(timezone.localdate(at)),
        "sebab": reason_of(posting, notices),
    }
    words = writer.write("rangkuman" if posting.is_digest else "segera", values | common())
    return Mail(str(posting.pk), to, words.subject, words.text, words.html, f"{base_url()}{CHOICES}")


def message_of(posting: Posting, notices: Sequence[Notice], to: str) -> dict[str, object]:
    """The same for a telephone: plain words of few lines, and what a gateway may want to know of it."""
    lines = [notice.text for notice in notices[:MESSAGE_ITEMS]]
    if len(notices) > MESSAGE_ITEMS:
        lines.append(f"Dan {len(notices) - MESSAGE_ITEMS} lagi.")
    link = f"{base_url()}{NOTICES}" if posting.is_digest else link_of(notices[0])
    head = f"Rangkuman Alur: {len(notices)} pemberitahuan\n" if posting.is_digest else ""
    why = f"Anda menerima pesan ini karena {reason_of(posting, notices)}. Ubah di {base_url()}{CHOICES}"
    return {
        "id": str(posting.pk),
        "kepada": to,
        "jenis": "rangkuman" if posting.is_digest else str(notices[0].kind),
        "permintaan": sorted({notice.case.number for notice in notices if notice.case}),
        "tautan": link,
        "teks": head + "\n".join([*lines, link, why]),
    }


def reason_of(posting: Posting, notices: Sequence[Notice]) -> str:
    """Why this person gets this, to follow "karena"."""
    return DIGEST_REASON if posting.is_digest else REASONS.get(NoticeKind(notices[0].kind), DIGEST_REASON)


def common() -> dict[str, Any]:
    """What every mail may say."""
    return {"kantor": settings.OFFICE["name"], "pilihan": f"{base_url()}{CHOICES}"}


def link_of(notice: Notice) -> str:
    """The page that a notice leads to."""
    if notice.case is not None:
        return f"{base_url()}/permintaan/{quote(notice.case.number, safe='')}/"
    if notice.decree_id:
        return f"{base_url()}/kalender/keputusan/{notice.decree_id}/"
    return f"{base_url()}{NOTICES}"


def _shown(notice: Notice) -> dict[str, str]:
    case = notice.case
    return {
        "isi": notice.text,
        "jenis": NoticeKind(notice.kind).label,
        "tautan": link_of(notice),
        "hal": case.title if case is not None and case.security == Security.OPEN else "",
        "nomor": case.number if case else "",
    }
