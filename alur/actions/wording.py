"""Moments and names as refusals and record lines write them."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from alur.actions.clock import ZONE
from alur.sop.document import Step
from alur.worktime.wording import hour, short_date


def moment(at: dt.datetime) -> str:
    """An instant as "Sel 24 Nov 2026, 08.50"."""
    local = at.astimezone(ZoneInfo(ZONE)).replace(second=0, microsecond=0)
    return f"{short_date(local.date())}, {hour(local)}"


def step_name(step: Step) -> str:
    """A step as sentences name it: "Langkah 4", or the activity where no number is printed."""
    return f"Langkah {step.number}" if step.number else f"Langkah “{step.short or step.activity[:60]}”"
