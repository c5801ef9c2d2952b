"""What happened, in one sentence for the person who pressed: the decision, and who is next."""

from __future__ import annotations

from alur.actions import Outcome
from alur.records.models import document_of
from alur.reports.case_page.words import step_label


def told(outcome: Outcome) -> str:
    """ "Langkah 4: Dikoreksi. Berikutnya langkah 3, Analisis: Dedi K." and that it was recorded before, if it was."""
    procedure = document_of(outcome.case.edition_id)
    step = procedure.step(outcome.closed.step)
    way = step.exit(outcome.closed.decision)
    name = f"Langkah {step.number}" if step.number else step.short or step.activity
    done = way.label if len(step.exits) > 1 else "diserahkan"
    opened = outcome.opened
    if opened is None:
        onward = f"Permintaan berakhir: {outcome.case.result_label.lower()}."
    else:
        who = opened.assignee or opened.role
        name_of = str(who or "pelaksana tidak terbaca").rstrip(".")
        onward = f"Berikutnya {step_label(procedure.step(opened.step))}: {name_of}."
    return f"{'Sudah dicatat. ' if outcome.is_repeat else ''}{name}: {done}. {onward}"
