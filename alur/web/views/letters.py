"""Surat masuk: list, register, one letter, and opening its case."""

from __future__ import annotations

from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from alur.actions import Refused, open_case, register, why_not
from alur.actions.printing import may_print_agenda
from alur.actions.reading import may_see_readings
from alur.records.models import Letter
from alur.records.storage import UploadRefused
from alur.reports.letters import letter_list, similar_cases
from alur.reports.procedures import editions_in_force
from alur.web import scans
from alur.web.access import for_members
from alur.web.addresses import row_number
from alur.web.forms.letters import LetterForm, empty_letter
from alur.web.middleware import Request
from alur.web.reading import opened
from alur.web.tokens import press_token
from alur.web.typed import typed_texts


@for_members
@require_safe
def letters(request: Request) -> HttpResponse:
    is_waiting = request.GET.get("tab") != "semua"
    q = " ".join(request.GET.get("q", "").split())[:200]
    before = row_number(request.GET.get("sebelum", ""))
    page = {
        "list": letter_list(request.standing, is_waiting=is_waiting, q=q, before=before),
        "is_waiting": is_waiting,
        "q": q,
        "before": before,
        "why_not": why_not("register", None, by=request.standing, at=request.at),
        "agenda_why_not": may_print_agenda(by=request.standing),
    }
    return render(request, "letters/list.html", page)


@for_members
def letter_new(request: Request) -> HttpResponse:
    if reasons := why_not("register", None, by=request.standing, at=request.at):
        labels = {name: str(field.label) for name, field in LetterForm.base_fields.items()}
        page = {"reasons": reasons, "typed": typed_texts(request, labels)}
        return render(request, "letters/not_allowed.html", page, status=403)
    if request.method != "POST":
        return _form_page(request, empty_letter(timezone.localdate(request.at)))
    form = _filled_form(request)
    if request.POST.get("aksi") == "periksa" or not form.is_valid():
        values = form.values(timezone.localdate(request.at))
        form.refuse(why_not("register", values, by=request.standing, at=request.at))
        return _form_page(request, form, is_checked=True, status=422 if form.errors else 200)
    return _registered(request, form)


def _registered(request: Request, form: LetterForm) -> HttpResponse:
    values, token = form.values(timezone.localdate(request.at)), press_token(request)
    try:
        letter = register(values, by=request.standing, at=request.at, token=token)
    except Refused as refused:
        form.refuse(refused.reasons)
        return _form_page(request, form, status=422)
    agenda = f"{letter.agenda_number}/{letter.agenda_year}"
    messages.success(request, f"Surat {letter.number} dicatat pada agenda {agenda}.")
    return redirect("letter", letter.pk)


def _filled_form(request: Request) -> LetterForm:
    """The posted form; its scan is stored first, so that no refusal loses it."""
    kept = scans.referred(request.POST.get("pindaian", ""), request.user.pk)
    refusal = ""
    if upload := request.FILES.get("scan"):
        try:
            kept = scans.keep(upload, at=request.at)
        except UploadRefused as refused:
            refusal = str(refused)
    form = LetterForm(request.POST, request.FILES, kept=kept)
    form.full_clean()
    if refusal:
        form.add_error("scan", refusal)
    return form


def _form_page(request: Request, form: LetterForm, *, is_checked: bool = False, status: int = 200) -> HttpResponse:
    subject, application = form["subject"].value() or "", form["application"].value() or ""
    application_id = row_number(application)
    page = {
        "form": form,
        "token": press_token(request) or uuid4().hex,
        "kept": form.kept,
        "reference": scans.reference(form.kept, request.user.pk),
        "similar": similar_cases(subject, request.standing, application_id=application_id) if form.is_bound else [],
        "is_checked": is_checked,
    }
    return render(request, "letters/new.html", page, status=status)


@for_members
def letter(request: Request, letter_id: int) -> HttpResponse:
    visible = Letter.objects.visible_to(request.standing)
    found = get_object_or_404(
        visible.select_related("unit", "application", "case", "registered_by", "scan"), pk=letter_id
    )
    if request.method == "POST":
        return _opened(request, found)
    return _letter_page(request, found)


def _opened(request: Request, letter: Letter) -> HttpResponse:
    editions = editions_in_force(timezone.localdate(request.at))
    edition = next((item for item in editions if str(item.pk) == request.POST.get("edisi")), None)
    try:
        if edition is None:
            raise Refused(["Pilih SOP yang dijalankan."])
        case = open_case(letter, edition, by=request.standing, at=request.at, token=press_token(request))
    except Refused as refused:
        return _letter_page(request, letter, reasons=refused.reasons, status=422)
    messages.success(request, f"Permintaan {case.number} dibuka dari surat {letter.number}.")
    return redirect("case", case.number)


def _letter_page(
    request: Request, letter: Letter, *, reasons: list[str] | None = None, status: int = 200
) -> HttpResponse:
    opened(request, letter, "surat", is_form=True)
    editions = [] if hasattr(letter, "case") else editions_in_force(timezone.localdate(request.at))
    edition = editions[0] if editions else None
    page = {
        "letter": letter,
        "editions": editions,
        "why_not": why_not("open_case", letter, by=request.standing, at=request.at, edition=edition),
        "reasons": reasons or [],
        "sees_readings": may_see_readings(by=request.standing),
        "similar": similar_cases(
            letter.subject, request.standing, application_id=letter.application_id, except_letter=letter.pk
        ),
        "token": uuid4().hex,
    }
    return render(request, "letters/letter.html", page, status=status)
