"""Berita acara pemusnahan (or penyerahan) arsip with its daftar arsip: what went, by whose decision, before whom."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.utils import timezone

from alur.papers.source import fact, letterhead, signer
from alur.papers.wording import instant_words, spoken_date
from alur.records.models import Disposal, DisposalItem
from alur.worktime.wording import long_date

TEMPLATE = "pemusnahan"
TITLES = {True: "Berita acara pemusnahan arsip", False: "Berita acara penyerahan arsip"}
HEADS = ("No.", "Berkas dan uraian", "Klasifikasi", "Kurun waktu", "Jumlah", "Dasar jadwal retensi")
KEPT = (
    "Yang dimusnahkan adalah isi berkas: naskah, lampiran, dan teks yang diketik. Catatan perjalanan permintaan tetap "
    "tersimpan: siapa melakukan apa, kapan, dengan nomor dan keputusan apa, beserta sidik berkas yang dimusnahkan."
)
HANDED = (
    "Arsip bernilai guna kesejarahan pada daftar terlampir diserahkan kepada Arsip Nasional Republik Indonesia dan "
    "ditandai sebagai diserahkan pada catatan perjalanannya."
)


def disposal_report(disposal: Disposal) -> dict[str, Any]:
    """The data of a list's berita acara, not sealed yet. The list is numbered and all that was to go has gone."""
    assert disposal.done_at is not None and disposal.begun_by is not None and disposal.decided_at is not None
    office, verb = settings.OFFICE, "dimusnahkan" if disposal.is_destruction else "diserahkan"
    items = disposal.items.filter(done_at__isnull=False).select_related("case__letter", "rule").order_by("pk")
    taken_out = disposal.items.filter(removed_at__isnull=False).count()
    rows = [_row(place, item) for place, item in enumerate(items, 1)]
    return {
        **letterhead(()),
        "title": TITLES[disposal.is_destruction],
        "number": disposal.official_number,
        "case_number": f"daftar usul {disposal.pk}",
        "place_and_date": f"{office['place']}, {long_date(timezone.localdate(disposal.done_at))}",
        "classification": disposal.series.partition("/")[0],
        "opening": f"Pada hari ini, {spoken_date(disposal.done_at, settings.TIME_ZONE)}, telah {verb} {len(rows)} "
        "berkas arsip sebagaimana tercantum pada daftar arsip terlampir.",
        "facts": [
            fact("Daftar usul", f"nomor {disposal.pk}, {long_date(timezone.localdate(disposal.proposed_at))}"),
            fact("Diusulkan oleh", f"{disposal.proposed_by.name}, {disposal.proposed_as}"),
            fact("Panitia penilai", f"pertimbangan {disposal.appraisal_number}"),
            fact("Keputusan", _decision(disposal)),
            fact("Persetujuan ANRI", disposal.anri_number or "tidak dipersyaratkan (retensi di bawah 10 tahun)"),
            fact("Pertimbangan", disposal.note),
            *([fact("Dikeluarkan", f"{taken_out} berkas, karena ditahan")] if taken_out else []),
        ],
        "method": KEPT if disposal.is_destruction else HANDED,
        "witnesses": disposal.witnesses.splitlines(),
        "closing": "Demikian berita acara ini dibuat dengan sebenarnya untuk dipergunakan sebagaimana mestinya.",
        "list": {
            "title": f"Daftar arsip yang {verb}",
            "heads": list(HEADS),
            "rows": rows,
        },
        "approval": {
            "verb": "Dilaksanakan dan dicatat di Alur oleh",
            **signer(disposal.begun_as),
            "appointment": "",
            "name": disposal.begun_by.name,
            "nip": disposal.begun_by.nip,
            "at": instant_words(disposal.done_at, settings.TIME_ZONE),
        },
    }


def _decision(disposal: Disposal) -> str:
    assert disposal.decided_at is not None and disposal.decided_by is not None
    decided_on = long_date(timezone.localdate(disposal.decided_at))
    return f"{disposal.decision_number} tanggal {decided_on}, {disposal.decided_by.name}, {disposal.decided_as}"


def _row(place: int, item: DisposalItem) -> list[str]:
    letter, rule = item.case.letter, item.rule
    agenda = f"{letter.agenda_number}/{letter.agenda_year}"
    return [
        str(place),
        f"{item.case.number} {item.case.title}\nsurat {letter.number}, agenda {agenda}",
        item.classification,
        f"{long_date(letter.dated_on)} – {long_date(item.ended_on)}",
        f"{item.files} berkas",
        f"{rule.basis}: {rule.years} tahun, {rule.get_fate_display().lower()}",
    ]
