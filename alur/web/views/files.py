"""Files to look at and to take: given only to those who may read what they belong to, and never as active content."""

from __future__ import annotations

import logging
from functools import wraps
from typing import Any, TypeVar

from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from alur.papers.pictures import WIDTHS, NotShown, picture_of
from alur.records.models import Case, Destruction, DraftFile, Letter, StoredFile, VersionFile
from alur.records.storage import ALLOWED, clean_name, open_file
from alur.reports.previewing import preview_of
from alur.web.access import View, for_members
from alur.web.addresses import row_number
from alur.web.middleware import Request
from alur.web.reading import opened

INLINE = ("application/pdf", "image/png", "image/jpeg")
HARMLESS = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
Response = TypeVar("Response", bound=HttpResponseBase)
log = logging.getLogger(__name__)


class Destroyed(Exception):
    """The file belongs to a case whose content was destroyed; other cases may still hold the same bytes."""

    def __init__(self, row: Destruction) -> None:
        self.row = row


def unless_destroyed(view: View) -> View:
    """Says of a destroyed file by which list it went, rather than that it is lost."""

    @wraps(view)
    def guarded(request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except Destroyed as destroyed:
            return render(request, "errors/file_destroyed.html", {"destruction": destroyed.row}, status=410)

    return guarded


def refuse_destroyed(subject: Case | Letter) -> None:
    """Call before a file is given. Raises Destroyed; the destruction is read with the case or the letter."""
    row: Destruction | None = getattr(subject, "destruction", None)
    if row is not None:
        raise Destroyed(row)


@for_members
@require_safe
@unless_destroyed
def file(request: Request, version_file_id: int) -> HttpResponseBase:
    found = _version_file(request, version_file_id)
    return delivered(request, found.file, found.name)


@for_members
@require_safe
@unless_destroyed
def file_preview(request: Request, version_file_id: int) -> HttpResponse:
    found = _version_file(request, version_file_id)
    case = found.version.document.case
    around = {"case": case, "document": found.version.document, "version": found.version, "file": found}
    return _shown(request, found.file, found.name, reverse("file", args=[found.pk]), around)


@for_members
@require_safe
@unless_destroyed
def file_page(request: Request, version_file_id: int, page: int) -> HttpResponse:
    return _picture(request, _version_file(request, version_file_id).file, page)


@for_members
@require_safe
def draft_preview(request: Request, draft_file_id: int) -> HttpResponse:
    found = _draft_file(request, draft_file_id)
    around = {"case": found.draft.visit.case, "draft": found.draft}
    return _shown(request, found.file, found.name, reverse("draft-file", args=[found.pk]), around)


@for_members
@require_safe
def draft_file(request: Request, draft_file_id: int) -> HttpResponseBase:
    found = _draft_file(request, draft_file_id)
    return delivered(request, found.file, found.name)


@for_members
@require_safe
def draft_page(request: Request, draft_file_id: int, page: int) -> HttpResponse:
    return _picture(request, _draft_file(request, draft_file_id).file, page)


@for_members
@require_safe
@unless_destroyed
def letter_scan(request: Request, letter_id: int) -> HttpResponseBase:
    letter, scan = _scan(request, letter_id)
    return delivered(request, scan, letter.scan_name)


@for_members
@require_safe
@unless_destroyed
def scan_preview(request: Request, letter_id: int) -> HttpResponse:
    letter, scan = _scan(request, letter_id)
    return _shown(request, scan, letter.scan_name, reverse("letter-scan", args=[letter.pk]), {"letter": letter})


@for_members
@require_safe
@unless_destroyed
def scan_page(request: Request, letter_id: int, page: int) -> HttpResponse:
    _, scan = _scan(request, letter_id)
    return _picture(request, scan, page)


def _version_file(request: Request, pk: int) -> VersionFile:
    visible = Case.objects.visible_to(request.standing).order_by().values("pk")
    files = VersionFile.objects.select_related("file", "version__document__case__destruction__item", "version__made_by")
    found: VersionFile = get_object_or_404(files.filter(version__document__case__in=visible), pk=pk)
    opened(request, found.version.document.case, f"berkas: {found.name}")
    refuse_destroyed(found.version.document.case)
    return found


def _draft_file(request: Request, pk: int) -> DraftFile:
    """A draft is its writer's alone, and only while the case may be read."""
    visible = Case.objects.visible_to(request.standing).order_by().values("pk")
    files = DraftFile.objects.select_related("file", "draft__visit__case")
    own = files.filter(draft__user=request.standing.user_id, draft__visit__case__in=visible)
    found: DraftFile = get_object_or_404(own, pk=pk)
    opened(request, found.draft.visit.case, f"berkas draf: {found.name}")
    return found


def _scan(request: Request, letter_id: int) -> tuple[Letter, StoredFile]:
    visible = Letter.objects.visible_to(request.standing).select_related("scan", "destruction__item")
    letter = get_object_or_404(visible, pk=letter_id)
    if letter.scan is None:
        raise Http404
    opened(request, letter, "pindaian surat")
    refuse_destroyed(letter)
    return letter, letter.scan


def delivered(request: Request, stored: StoredFile, name: str) -> HttpResponseBase:
    """The bytes; what a browser can show safely it shows, everything else it saves."""
    try:
        handle = open_file(stored.sha256)
    except OSError as error:
        return not_there(request, stored, name, error)
    is_inline = stored.media_type in INLINE and "unduh" not in request.GET
    known = stored.media_type if stored.media_type in ALLOWED.values() else "application/octet-stream"
    response = FileResponse(handle, as_attachment=not is_inline, filename=clean_name(name), content_type=known)
    response["Content-Length"] = str(stored.size)
    return _guarded(response)


def _shown(request: Request, stored: StoredFile, name: str, address: str, around: dict[str, Any]) -> HttpResponse:
    page = row_number(request.GET.get("hal", "")) or 1
    try:
        preview = preview_of(stored, clean_name(name), page)
    except OSError as error:
        return not_there(request, stored, name, error)
    return render(request, "files/preview.html", {"preview": preview, "address": address, **around})


def _picture(request: Request, stored: StoredFile, page: int) -> HttpResponse:
    asked = request.GET.get("w")
    width = WIDTHS[1] if asked is None else row_number(asked) or 0
    if width not in WIDTHS:
        raise Http404
    try:
        picture = picture_of(stored, page, width)
    except (NotShown, OSError) as error:
        raise Http404 from error
    response = HttpResponse(picture, content_type="image/webp")
    response["Content-Disposition"] = "inline"
    return _guarded(response)


def _guarded(response: Response) -> Response:
    """Nothing of it runs, is guessed at, or is kept by the browser."""
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = HARMLESS
    response["Cache-Control"] = "private, no-store"
    return response


def not_there(request: Request, stored: StoredFile, name: str, error: OSError) -> HttpResponse:
    """A file that is lost, which the administrator must hear of; or a storage that does not answer now."""
    log.error("Berkas %s tidak dapat dibaca dari penyimpanan: %s", stored.sha256, error)
    if isinstance(error, FileNotFoundError):
        return render(request, "errors/file_missing.html", {"file": stored, "name": name}, status=500)
    return render(request, "errors/storage_away.html", {"name": name}, status=503)
