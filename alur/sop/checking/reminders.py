"""Reminders that name no step, that can never come, or that say the same twice."""

from __future__ import annotations

from collections.abc import Iterator

from alur.sop.checking.wording import nearest, titled
from alur.sop.document import Clock, Procedure, RemindAt, Reminder, Step
from alur.sop.faults import Fault, error, note


def reminder_faults(procedure: Procedure) -> Iterator[Fault]:
    """All of them, in the order of the file."""
    steps = {step.key: step for step in procedure.steps}
    seen: set[tuple[str, str]] = set()
    for reminder in procedure.reminders:
        if reminder.step and reminder.step not in steps:
            hint = nearest(reminder.step, steps)
            sentence = f"Pengingat “{reminder.text}” menyebut langkah “{reminder.step}” yang tidak ada.{hint}"
            yield error(reminder.line, "langkah-tak-dikenal", sentence)
        elif reminder.step:
            yield from _never(reminder, steps[reminder.step])
        if (reminder.step, reminder.text) in seen:
            sentence = f"Pengingat “{reminder.text}” untuk langkah yang sama tertulis dua kali; satukan penerimanya."
            yield error(reminder.line, "pengingat-ganda", sentence)
        seen.add((reminder.step, reminder.text))


def _never(reminder: Reminder, step: Step) -> Iterator[Fault]:
    has_clock = step.time is not None and step.time.seconds_max is not None and step.time.clock is not Clock.NONE
    if step.is_automatic:
        yield note(
            reminder.line, "pengingat-sia", f"{titled(step)} lewat otomatis; pengingatnya tidak akan pernah dikirim."
        )
    elif reminder.when is not RemindAt.EVERY and not has_clock:
        yield note(
            reminder.line,
            "pengingat-sia",
            f"{titled(step)} tidak mempunyai waktu; pengingat “{reminder.text}” tidak akan pernah dikirim.",
        )
