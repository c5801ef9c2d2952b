"""A stand-in's whole day: appointed by the administrator, sees the work, signs as Plh., ends, sees nothing more."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from alur.records.models import Entry
from tests import make
from tests.browser.road import Road

pytestmark = [pytest.mark.browser, pytest.mark.once("sqlite")]


def _appoint(admin: Page, office: make.Office, since: dt.date) -> None:
    kasubbag = office.people["kasubbag"]
    admin.goto(f"/pengguna/{office.people['tamu'].pk}/")
    admin.locator("summary", has_text="Tetapkan pada jabatan").click()
    admin.select_option("[name=tetapkan-position]", str(kasubbag.appointments.get().position_id))
    admin.select_option("[name=tetapkan-kind]", "plh")
    admin.select_option("[name=tetapkan-stands_for]", str(kasubbag.pk))
    admin.fill("[name=tetapkan-letter_number]", "KP.03.01/4/77/2026")
    admin.fill("[name=tetapkan-starts_on]", since.isoformat())
    admin.get_by_role("button", name="Tetapkan", exact=True).click()
    expect(admin.locator("main")).to_contain_text("surat KP.03.01/4/77/2026")


def _end(admin: Page, last: dt.date) -> None:
    admin.get_by_role("link", name="Ubah penetapan Plh.").click()
    admin.fill("[name=akhiri-ends_on]", last.isoformat())
    admin.fill("[name=akhiri-reason]", "Pejabatnya sudah kembali.")
    admin.get_by_role("button", name="Akhiri penetapan").click()
    expect(admin.locator("main")).to_contain_text("Penetapan disimpan.")


def test_a_stand_in_is_appointed_signs_as_such_and_is_gone_when_it_ends(
    page_of: Callable[..., Page], office: make.Office, tmp_path: Path
) -> None:
    case = make.case(office, at_step="2")
    today = timezone.localdate()
    admin, stand_in = page_of("admin"), page_of("tamu")
    road = Road(page_of, tmp_path, "", has_javascript=True)
    road.number = case.number

    _appoint(admin, office, today - dt.timedelta(days=7))
    stand_in.goto("/")
    expect(stand_in.locator("main")).to_contain_text(case.title)
    road.note("tamu", "catatan-penugasan", appoints=office.people["dedi"].name, with_file="bahan-analisis")
    _end(admin, today - dt.timedelta(days=1))
    stand_in.goto("/")

    line = Entry.objects.filter(kind="performed").latest("pk")
    assert (line.by_id, line.acting_as.split(",")[0]) == (office.people["tamu"].pk, f"Plh. {_position(office)}")
    assert line.acting_as.endswith(f"a.n. {office.people['kasubbag'].name}")
    expect(stand_in.locator("body")).not_to_contain_text(case.title)
    assert stand_in.goto(f"/permintaan/{case.number}/").status == 404  # type: ignore[union-attr]


def _position(office: make.Office) -> str:
    return office.people["kasubbag"].appointments.get().position.name
