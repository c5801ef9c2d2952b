"""What berita acara uji coba and bukti unggah say: both rest on one release, as it was handed in."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.conf import settings
from django.utils import timezone

from alur.papers.source import Source, cited, fact, numbered_before, procedure_words, request_facts, shared
from alur.papers.wording import instant_words, spoken_date, written_blocks
from alur.records.models import DocumentVersion
from alur.sop.document import Form
from alur.worktime.wording import long_date

PASSED = "lulus"
METHODS = "Demonstrasi pada server uji dan pembandingan hasil dengan yang diharapkan."


def trial_report(version: DocumentVersion) -> dict[str, Any]:
    """Berita acara uji coba: identitas sistem, dokumen acuan, metode, hasil, penutup (facts of the release's tests)."""
    source, release = Source(version), release_of(version)
    content = release.content
    rows = [_trial(number, item) for number, item in enumerate(content.get("tests") or (), 1)]
    passed = sum(1 for row in rows if row["result"].lower() == PASSED)
    return shared(source, verb="Dilaksanakan dan dilaporkan di Alur oleh") | {
        "title": version.document.name,
        "opening": f"Pada hari ini, {spoken_date(release.made_at, settings.TIME_ZONE)}, telah dilaksanakan uji coba "
        "terhadap sistem di bawah ini.",
        "facts": [*_system(source, content), *request_facts(source.case)],
        "references": _references(source, release),
        "methods": METHODS,
        "tests": rows,
        "conclusion": _conclusion(passed, len(rows)),
        "closing": "Demikian berita acara ini dibuat dengan sebenarnya untuk dipergunakan sebagaimana mestinya.",
    }


def release_record(version: DocumentVersion) -> dict[str, Any]:
    """Bukti unggah: what was put on which server, how it can be undone, and what Alur saw at the address."""
    source, release = Source(version), release_of(version)
    content = release.content
    return shared(source, verb="Diunggah dan dilaporkan di Alur oleh") | {
        "title": version.document.name,
        "facts": [*_system(source, content), *request_facts(source.case), fact("Dasar", *_basis(source, release))],
        "rows": [
            {"label": label, "blocks": written_blocks(str(content.get(key) or "–"))}
            for label, key in (
                ("Alamat daring", "url"),
                ("Server", "server"),
                ("Cadangan sebelum unggah", "backup"),
                ("Cara memulihkan", "rollback"),
            )
        ],
        "seen": _seen(content.get("probe") or {}),
    }


def release_of(version: DocumentVersion) -> DocumentVersion:
    """The release on which a derived paper rests, by the paper and version that its content names."""
    named = version.content
    rows = DocumentVersion.objects.select_related("document", "made_by", "visit")
    return rows.get(
        document__case=version.document.case, document__paper=named["paper"], number=named["version"], form=Form.RELEASE
    )


def _system(source: Source, content: dict[str, Any]) -> list[dict[str, Any]]:
    application = source.case.application
    built = (
        DocumentVersion.objects.filter(document__case=source.case, form=Form.SYSTEM, pk__lt=source.version.pk)
        .order_by("pk")
        .values_list("content", flat=True)
        .last()
    ) or {}
    facts = [fact("Nama sistem", f"{application.name} ({application.code})")] if application else []
    facts.append(fact("Versi", str(content.get("version") or "–")))
    if built.get("repository"):
        facts.append(fact("Naskah sumber", f"{built['repository']}, {built.get('commit', '')}".rstrip(", ")))
    return facts


def _references(source: Source, release: DocumentVersion) -> list[str]:
    """The SOP and the numbered papers before the release."""
    notes = numbered_before(release, Form.NOTE, Form.VERDICT)
    titles = {Form.VERDICT: "Lembar hasil pemeriksaan"}
    return [f"SOP {source.procedure.number or source.procedure.name}"] + [
        cited(note, titles.get(Form(note.form), "")) for note in notes
    ]


def _basis(source: Source, release: DocumentVersion) -> list[str]:
    notes = numbered_before(release, Form.NOTE)
    return [*(f"{cited(note)};" for note in notes[-1:]), procedure_words(Source(release))]


def _trial(number: int, item: dict[str, Any]) -> dict[str, str]:
    return {
        "number": str(number),
        "name": str(item.get("name") or ""),
        "expected": str(item.get("expected") or ""),
        "result": str(item.get("result") or "belum dinilai").capitalize(),
        "note": str(item.get("note") or ""),
    }


def _conclusion(passed: int, count: int) -> str:
    if not count:
        return "Tidak ada butir uji yang dicatat."
    if passed == count:
        return f"Seluruh {count} butir uji lulus; sistem layak diunggah."
    return f"{passed} dari {count} butir uji lulus. Butir yang tidak lulus dijelaskan pada kolom keterangan."


def _seen(probe: dict[str, Any]) -> list[dict[str, Any]]:
    """What Alur saw when it asked the address; empty when it did not ask."""
    if not probe:
        return []
    facts = [fact("Jawaban server", str(probe.get("status") or "–"))]
    if probe.get("title"):
        facts.append(fact("Judul halaman", str(probe["title"])))
    if probe.get("at"):
        facts.append(fact("Diperiksa", instant_words(dt.datetime.fromisoformat(probe["at"]), settings.TIME_ZONE)))
    return facts


def released_on(version: DocumentVersion) -> str:
    """The day of a release in words."""
    return long_date(timezone.localdate(version.made_at))
