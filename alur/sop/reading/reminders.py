"""Reading `[[pengingat]]`: when somebody is reminded of a step, and who."""

from __future__ import annotations

import re

from alur.sop.document import Receiver, RemindAt, Reminder
from alur.sop.reading.tables import Table, shown

LARGEST_MINUTES, LARGEST_DAYS = 100_000, 90
FORMS = "“sisa 20%”, “sisa 60 menit”, “lewat”, atau “setiap 2 hari”"
_WHEN = re.compile(r"(?P<late>lewat)|sisa (?P<share>\d{1,2}) ?%|sisa (?P<minutes>\d+) menit|setiap (?P<days>\d+) hari")


def read_reminders(root: Table) -> tuple[Reminder, ...]:
    """All reminders of a file that can be read."""
    found = (_reminder(table) for table in root.tables("pengingat", "pengingat ke-{}"))
    return tuple(reminder for reminder in found if reminder is not None)


def _reminder(table: Table) -> Reminder | None:
    """One reminder; None, and a fault, when its moment cannot be read."""
    step, text = table.text("langkah"), table.needed("saat")
    receivers = _receivers(table)
    found = _WHEN.fullmatch(" ".join(text.split()))
    table.close()
    if found is None or not _is_possible(found):
        if text:
            table.report("saat", "saat-salah", f"saat pada {table.named} berisi {shown(text)}; tulis {FORMS}.")
        return None
    when = RemindAt.LATE if found["late"] else (RemindAt.EVERY if found["days"] else RemindAt.LEFT)
    share, minutes, days = (int(found[name]) if found[name] else None for name in ("share", "minutes", "days"))
    return Reminder(step, when, receivers, share and share / 100, minutes and minutes * 60, days, text, table.line)


def _is_possible(found: re.Match[str]) -> bool:
    """Not nothing, and not more than can be meant."""
    sizes = ((found["share"], 99), (found["minutes"], LARGEST_MINUTES), (found["days"], LARGEST_DAYS))
    return all(1 <= int(size) <= largest for size, largest in sizes if size is not None)


def _receivers(table: Table) -> tuple[Receiver, ...]:
    """`kepada`: one word or several; who works on the step when nothing is said."""
    value = table.values.get("kepada")
    if isinstance(value, str):
        return (table.word("kepada", Receiver, Receiver.ACTOR),)
    words = table.texts("kepada")
    known = {str(word) for word in Receiver}
    for word in words:
        if word not in known:
            table.report(
                "kepada",
                "kata-salah",
                f"kepada pada {table.named} tidak boleh {shown(word)}; pilih {', '.join(Receiver)}.",
            )
    return tuple(dict.fromkeys(Receiver(word) for word in words if word in known)) or (Receiver.ACTOR,)
