"""Takes every act on a case: one view, one table of acts. What was typed is kept before anything is judged."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from alur import actions
from alur.actions import Refused
from alur.papers.signing import Passphrase
from alur.records.models import Case, User, Visit, document_of
from alur.reports.wording import moment
from alur.web.forms.step import decision_of, handover_of, more_rows, url_of
from alur.web.forms.step.fields import PASSPHRASE, POINT_ROWS, trial_rows_field
from alur.web.middleware import Request
from alur.web.reading import opened
from alur.web.tokens import press_token
from alur.web.views.case.ended import given_back
from alur.web.views.case.keeping import Kept, keep
from alur.web.views.case.pausing import given_back as pause_given_back
from alur.web.views.case.pausing import pause_values
from alur.web.views.case.showing import page_or_404, render_case
from alur.web.views.case.telling import told
from alur.worktime.wording import hour


@sensitive_post_parameters(PASSPHRASE)
@login_required
@require_POST
def step(request: Request, number: str, visit_number: int) -> HttpResponse:
    act, _, target = request.POST.get("aksi", "simpan").partition(":")
    if act not in ACTS:
        raise Http404
    visit = _visible(request, number, visit_number)
    if visit is None:
        return given_back(request, number, visit_number)
    try:
        kept = keep(request, visit)
        return ACTS[act](request, visit, kept, target)
    except Refused as refusal:
        return _refused(request, visit, act, refusal.reasons)


def _refused(request: Request, visit: Visit, act: str, reasons: list[str]) -> HttpResponse:
    page = page_or_404(request, visit.case.number)
    opened(request, page.case, "permintaan", is_form=True)
    is_stale = page.visit is None or page.visit.pk != visit.pk
    beside = act if act in BESIDE else ""
    values = pause_given_back(request) if act == "jeda" else request.POST
    return render_case(request, page, reasons=reasons, act=beside, values=values, is_stale=is_stale)


def _visible(request: Request, number: str, visit_number: int) -> Visit | None:
    cases = Case.objects.visible_to(request.standing).filter(number=number)
    visits = Visit.objects.select_related("case", "role", "assignee", "closed_by")
    return visits.filter(case__in=cases, number=visit_number).first()


def _see_case(visit: Visit, anchor: str = "") -> HttpResponse:
    address = reverse("case", args=[visit.case.number]) + (f"#{anchor}" if anchor else "")
    response = HttpResponseRedirect(address)
    response.status_code = 303
    return response


def _perform(request: Request, visit: Visit, kept: Kept, target: str) -> HttpResponse:
    if kept.problems:
        raise Refused(kept.problems)
    procedure = document_of(visit.case.edition_id)
    here = procedure.step(visit.step)
    handover = handover_of(here, procedure, kept.fields, kept.files)
    outcome = actions.perform(
        visit,
        decision_of(here, kept.fields),
        by=request.standing,
        at=request.at,
        handover=handover,
        token=_token(request),
        passphrase=Passphrase(request.POST.get(PASSPHRASE, "")[:200]),
    )
    messages.success(request, told(outcome))
    return _see_case(visit)


def _save(request: Request, visit: Visit, kept: Kept, target: str) -> HttpResponse:
    saved_at = hour(timezone.localtime(request.at).replace(second=0, microsecond=0))
    if request.headers.get("X-Requested-With") == "fetch":
        closed = actions.why_not("perform", visit, by=request.standing, at=request.at) if not visit.is_open else []
        return JsonResponse({"saved": saved_at, "problems": [*kept.problems, *closed]})
    _tell_problems(request, kept)
    if not kept.problems:
        messages.success(request, f"Draf tersimpan {saved_at}.")
    return _see_case(visit, "langkah")


def _more_points(request: Request, visit: Visit, kept: Kept, target: str) -> HttpResponse:
    return _grow(request, visit, kept, POINT_ROWS, "butir-baru")


def _more_trials(request: Request, visit: Visit, kept: Kept, target: str) -> HttpResponse:
    return _grow(request, visit, kept, trial_rows_field(target), f"kertas-{target}")


def _grow(request: Request, visit: Visit, kept: Kept, rows: str, anchor: str) -> HttpResponse:
    actions.save_draft(visit, more_rows(kept.fields, rows), by=request.standing, at=request.at)
    _tell_problems(request, kept)
    return _see_case(visit, anchor)


def _upload(request: Request, visit: Visit, kept: Kept, target: str) -> HttpResponse:
    _tell_problems(request, kept)
    if not kept.problems and not kept.is_uploaded:
        messages.error(request, "Pilih berkasnya lebih dahulu, lalu tekan Unggah.")
    return _see_case(visit, f"kertas-{target}")


def _detach(request: Request, visit: Visit, kept: Kept, target: str) -> HttpResponse:
    found = next((item for item in kept.files if str(item.pk) == target), None)
    if found is None:
        messages.info(request, "Berkas itu sudah tidak ada pada draf Anda.")
        return _see_case(visit, "langkah")
    actions.detach(found, by=request.standing)
    messages.success(request, f"Berkas “{found.name}” dilepas dari draf.")
    return _see_case(visit, f"kertas-{found.paper}")


def _probe(request: Request, visit: Visit, kept: Kept, target: str) -> HttpResponse:
    actions.request_probe(visit, url_of(target, kept.fields), by=request.standing, at=request.at)
    messages.success(request, "Alamat sedang diperiksa. Muat ulang halaman ini untuk melihat hasilnya.")
    return _see_case(visit, f"kertas-{target}")


def _pause(request: Request, visit: Visit, kept: Kept, target: str) -> HttpResponse:
    reason, values = request.POST.get("jeda-alasan", ""), pause_values(request)
    row = actions.pause(visit, reason, by=request.standing, at=request.at, token=_token(request), **values)
    until = f" sampai {moment(row.until, request.at)}, lalu berjalan lagi sendiri" if row.until else ""
    messages.success(request, f"Waktu dijeda{until}: {reason}.")
    return _see_case(visit)


def _resume(request: Request, visit: Visit, kept: Kept, target: str) -> HttpResponse:
    note = request.POST.get("lanjutkan-catatan", "")
    actions.resume(visit, by=request.standing, at=request.at, note=note, token=_token(request))
    messages.success(request, "Waktu dilanjutkan; tenggat bergeser sepanjang jeda.")
    return _see_case(visit)


def _recall(request: Request, visit: Visit, kept: Kept, target: str) -> HttpResponse:
    actions.recall(visit, by=request.standing, at=request.at, token=_token(request))
    messages.success(request, "Ditarik kembali. Langkah Anda terbuka lagi, beserta yang Anda tulis.")
    return _see_case(visit)


def _assign(request: Request, visit: Visit, kept: Kept, target: str) -> HttpResponse:
    chosen = request.POST.get("tugaskan-orang", "")
    user = User.objects.filter(pk=chosen).first() if chosen.isdecimal() and len(chosen) < 18 else None
    if user is None:
        raise Refused(["Pilih orang yang ditugaskan."])
    reason = request.POST.get("tugaskan-alasan", "")
    actions.assign(visit, user, by=request.standing, at=request.at, reason=reason, token=_token(request))
    messages.success(request, f"Langkah ini sekarang ditugaskan kepada {user.name}.")
    return _see_case(visit)


def _withdraw(request: Request, visit: Visit, kept: Kept, target: str) -> HttpResponse:
    case = actions.withdraw(
        visit.case,
        by=request.standing,
        at=request.at,
        letter_number=request.POST.get("tarik-nomor", ""),
        dated_on=_date(request.POST.get("tarik-tanggal", "")),
        reason=request.POST.get("tarik-alasan", ""),
        token=_token(request),
    )
    messages.success(request, f"Permintaan {case.number} ditarik oleh pemohon.")
    return _see_case(visit)


def _cancel(request: Request, visit: Visit, kept: Kept, target: str) -> HttpResponse:
    reason = request.POST.get("batal-alasan", "")
    case = actions.cancel(visit.case, by=request.standing, at=request.at, reason=reason, token=_token(request))
    messages.success(request, f"Permintaan {case.number} dibatalkan.")
    return _see_case(visit)


def _token(request: Request) -> str:
    return press_token(request)


def _date(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None


def _tell_problems(request: Request, kept: Kept) -> None:
    for problem in kept.problems:
        messages.error(request, problem)


BESIDE: dict[str, Callable[[Request, Visit, Kept, str], HttpResponse]] = {
    "jeda": _pause,
    "lanjutkan": _resume,
    "tarik": _recall,
    "tugaskan": _assign,
    "tarik-permintaan": _withdraw,
    "batalkan": _cancel,
}
ACTS: dict[str, Callable[[Request, Visit, Kept, str], HttpResponse]] = {
    "tetapkan": _perform,
    "simpan": _save,
    "tambah-butir": _more_points,
    "tambah-uji": _more_trials,
    "unggah": _upload,
    "lepas": _detach,
    "periksa-alamat": _probe,
    **BESIDE,
}
