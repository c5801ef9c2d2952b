"""The sheet of a seal as PDF: the same bytes each time, so it is made when asked for and not kept."""

from __future__ import annotations

import datetime as dt

from alur.actions.issuing import note_template
from alur.records.models import Seal


def seal_pdf(seal: Seal, *, at: dt.datetime) -> bytes:
    """The sheet on the office's own stationery; a fault of its template is told."""
    from alur.papers.seal_sheet import seal_sheet
    from alur.papers.stationery import print_paper

    printed = print_paper("segel", seal_sheet(seal), made_at=seal.made_at)
    note_template("segel", printed.fault, at=at)
    return printed.pdf
