"""What somebody sends whose appointment ended while the form was open: kept, and given back on a page of its own."""

from __future__ import annotations

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone

from alur.actions.drafts import ended_part
from alur.records.models import Appointment, Draft, Visit, document_of
from alur.records.standing import appointment_title
from alur.reports.case_page.drafts import left_over_of
from alur.web.middleware import Request
from alur.web.views.case.keeping import keep
from alur.worktime.wording import hour, long_date


def given_back(request: Request, number: str, visit_number: int) -> HttpResponse:
    """Keeps what was typed and uploaded, and shows that alone: the case is no longer this person's to read."""
    visits = Visit.objects.select_related("case", "role", "assignee", "closed_by")
    visit = visits.filter(case__number=number, number=visit_number).first()
    appointment = ended_part(visit, by=request.standing) if visit else None
    if visit is None or appointment is None:
        raise Http404
    kept = keep(request, visit)
    sentence = _sentence(appointment)
    if request.headers.get("X-Requested-With") == "fetch":
        return JsonResponse({"saved": hour(timezone.localtime(request.at)), "problems": [*kept.problems, sentence]})
    draft = Draft.objects.filter(user=request.standing.user_id, visit=visit).prefetch_related("files__file").first()
    written = left_over_of(draft, visit, document_of(visit.case.edition_id)) if draft else None
    page = {"sentence": sentence, "written": written, "problems": kept.problems}
    return render(request, "case/ended.html", page, status=403)


def _sentence(row: Appointment) -> str:
    assert row.ends_on is not None  # ended_part has seen to it
    return (
        f"Penetapan Anda sebagai {appointment_title(row)} (surat {row.letter_number}) berakhir "
        f"{long_date(row.ends_on)}, jadi langkah ini tidak dapat lagi Anda kerjakan."
    )
