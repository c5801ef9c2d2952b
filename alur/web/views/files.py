"""Downloads: a file is given only to those who may read what it belongs to."""

from __future__ import annotations

import logging

from django.http import FileResponse, Http404
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render

from alur.records.models import Case, Letter, StoredFile, VersionFile
from alur.records.storage import clean_name, open_file
from alur.web.access import for_members
from alur.web.middleware import Request

INLINE = ("application/pdf", "image/png", "image/jpeg")
log = logging.getLogger(__name__)


@for_members
def file(request: Request, version_file_id: int) -> HttpResponseBase:
    visible = Case.objects.visible_to(request.standing).order_by().values("pk")
    files = VersionFile.objects.select_related("file").filter(version__document__case__in=visible)
    found = get_object_or_404(files, pk=version_file_id)
    return delivered(request, found.file, found.name)


@for_members
def letter_scan(request: Request, letter_id: int) -> HttpResponseBase:
    visible = Letter.objects.visible_to(request.standing).select_related("scan")
    letter = get_object_or_404(visible, pk=letter_id)
    if letter.scan is None:
        raise Http404
    return delivered(request, letter.scan, letter.scan_name)


def delivered(request: Request, stored: StoredFile, name: str) -> HttpResponseBase:
    """The bytes; what a browser can show safely it shows, everything else it saves."""
    try:
        handle = open_file(stored.sha256)
    except FileNotFoundError:
        log.error("Berkas %s tidak ada di penyimpanan.", stored.sha256)
        return render(request, "errors/file_missing.html", {"file": stored, "name": name}, status=500)
    is_inline = stored.media_type in INLINE and "unduh" not in request.GET
    response = FileResponse(
        handle, as_attachment=not is_inline, filename=clean_name(name), content_type=stored.media_type
    )
    response["Content-Length"] = str(stored.size)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
