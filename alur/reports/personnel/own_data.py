"""All that is kept about a person, for that person to take along (UU 27/2022 pasal 7 and 13)."""

from __future__ import annotations

import datetime as dt
import io
import json
import zipfile
from typing import Any

from alur.records.models import Entry, User
from alur.records.personnel import plain
from alur.records.standing import appointment_title

README = """Salinan data pribadi dari Alur, dibuat {at}.

data.json memuat semua yang disimpan tentang Anda: akun, jabatan, cuti, kualifikasi, pemberitahuan, permintaan
perbaikan data, dan setiap baris catatan yang Anda tulis (saat, jenis, permintaan atau surat, jabatan). Isi permintaan
dan surat bukan data pribadi Anda dan tidak ikut. Kata sandi hanya tersimpan sebagai sidik dan tidak ikut.
"""


def own_data_archive(user: User, at: dt.datetime) -> bytes:
    """A ZIP with data.json and BACA.txt."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("data.json", json.dumps(own_data(user), ensure_ascii=False, indent=2))
        archive.writestr("BACA.txt", README.format(at=plain(at)))
    return buffer.getvalue()


def own_data(user: User) -> dict[str, Any]:
    """What the archive holds, ready for JSON."""
    appointments = user.appointments.select_related("position", "stands_for")
    entries = Entry.objects.filter(by=user).order_by("at", "pk")
    lines = entries.values_list("at", "kind", "subject_kind", "subject_id", "number", "acting_as", "by_nip")
    return {
        "akun": {
            "nip": user.nip,
            "nama": user.name,
            "surel": user.email,
            "nik": user.nik,
            "unit": user.unit.name if user.unit else "",
            "aktif": user.is_active,
            "masuk_terakhir": plain(user.last_login),
        },
        "jabatan": [
            {
                "jabatan": appointment_title(row),
                "sifat": row.kind,
                "surat": row.letter_number,
                "mulai": plain(row.starts_on),
                "sampai": plain(row.ends_on),
            }
            for row in appointments
        ],
        "cuti": [
            {"jenis": row.reason, "mulai": plain(row.starts_on), "sampai": plain(row.ends_on)}
            for row in user.leaves.all()
        ],
        "kualifikasi": [
            {"kualifikasi": row.text, "sejak": plain(row.since), "bukti": row.proof}
            for row in user.qualifications.all()
        ],
        "pemberitahuan": [{"saat": plain(row.at), "isi": row.text} for row in user.notices.all()],
        "pilihan_pemberitahuan": _choices(user),
        "permintaan_perbaikan": [
            {"saat": plain(row.asked_at), "permintaan": row.text, "jawaban": row.answer}
            for row in user.data_requests.all()
        ],
        "catatan": [
            {
                "saat": plain(at),
                "jenis": kind,
                "pokok": f"{subject} {pk} #{number}",
                "sebagai": acting_as,
                "nip": nip,
            }
            for at, kind, subject, pk, number, acting_as, nip in lines.iterator(chunk_size=2000)
        ],
    }


def _choices(user: User) -> list[dict[str, Any]]:
    return [
        {
            "saluran": row.channel,
            "alamat": row.address,
            "segera": row.is_at_once,
            "rangkuman": row.is_digest,
            "dipastikan": plain(row.verified_at),
        }
        for row in user.notice_choices.order_by("pk")
    ]
