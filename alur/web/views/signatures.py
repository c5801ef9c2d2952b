"""The check of a print's electronic signature: read from storage and validated anew each time it is asked for."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from alur.records.models import Case, VersionFile
from alur.records.storage import open_file
from alur.web.access import for_members
from alur.web.middleware import Request
from alur.web.reading import opened
from alur.web.views.files import not_there


@for_members
@require_safe
def signature(request: Request, version_file_id: int) -> HttpResponse:
    # Only this page validates; the others do without the library's memory.
    from alur.papers.signing.validating import checked

    visible = Case.objects.visible_to(request.standing).order_by().values("pk")
    prints = VersionFile.objects.select_related("file", "version__document__case", "version__made_by")
    found = get_object_or_404(prints, pk=version_file_id, is_print=True, version__document__case__in=visible)
    opened(request, found.version.document.case, f"tanda tangan: {found.name}")
    try:
        with open_file(found.file_id) as handle:
            outcomes = checked(handle.read())
    except OSError as error:
        return not_there(request, found.file, found.name, error)
    context = {"print": found, "outcomes": outcomes, "case": found.version.document.case, "at": request.at}
    return render(request, "case/signature.html", context)
