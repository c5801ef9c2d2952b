"""The road of the first procedure as the people concerned walk it on the pages; the tests say with what browser."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from threading import Thread

from django.db import connection
from django.utils import timezone
from playwright.sync_api import Page

from alur.records.models import Case
from alur.records.queue import run_one
from tests import make

PageOf = Callable[..., Page]


class Road:
    """Walks a case step by step. `see` opens the case as a person; the rest fills the form that is shown."""

    def __init__(self, page_of: PageOf, folder: Path, address: str, *, has_javascript: bool) -> None:
        self.page_of = partial(page_of, has_javascript=has_javascript)
        self.has_javascript = has_javascript
        self.address = address
        self.number = ""
        self.file = folder / "hasil.pdf"
        self.file.write_bytes(make.PDF)

    def register(self, who: str) -> None:
        """The letter desk enters the letter with its scan and opens the case."""
        page = self.page_of(who)
        today = timezone.localdate().isoformat()
        page.goto("/surat/baru/")
        page.set_input_files("[name=scan]", self.file)
        page.fill("[name=number]", "KP.04.01/RSNB/881/2026")
        page.select_option("[name=unit]", label="RSUP Nusa Bakti")
        page.fill("[name=dated_on]", today)
        page.fill("[name=received_on]", today)
        page.fill("[name=subject]", "Perbaikan perhitungan masa kerja pada modul KGB")
        page.get_by_role("button", name="Catat surat").click()
        page.get_by_role("button", name="Buka permintaan").click()
        page.wait_for_url("**/permintaan/**")
        self.number = page.url.split("/permintaan/")[1].split("/")[0]

    def see(self, who: str) -> Page:
        page = self.page_of(who)
        page.goto(f"/permintaan/{self.number}/")
        return page

    def note(self, who: str, paper: str, *, appoints: str = "", with_file: str = "", decision: str = "") -> None:
        page = self.see(who)
        page.fill(f"[name=kertas-{paper}-text]", "Mohon ditindaklanjuti sesuai SOP.")
        self._judge_all(page)
        if with_file:
            page.set_input_files(f"[name=berkas-{with_file}]", self.file)
        if appoints:
            page.select_option("[name=petugas]", label=appoints)
        self._finish(page, decision)

    def files(self, who: str, paper: str) -> None:
        page = self.see(who)
        self._answer_all(page)
        page.set_input_files(f"[name=berkas-{paper}]", self.file)
        self._finish(page)

    def system(self, who: str, paper: str) -> None:
        page = self.see(who)
        self._answer_all(page)
        page.fill(f"[name=kertas-{paper}-repository]", "https://git.contoh.go.id/simka")
        page.fill(f"[name=kertas-{paper}-commit]", "v2.3.1")
        page.fill(f"[name=kertas-{paper}-how_to_try]", "Buka modul KGB di server uji.")
        self._finish(page)

    def check(self, who: str, decision: str, points: Iterable[str] = ()) -> None:
        page = self.see(who)
        self._judge_all(page)
        for row, point in enumerate(points):
            page.fill(f"[name=butir-baru-{row}-teks]", point)
        if decision == "disetujui":
            self._answer_all(page)
        self._finish(page, decision)

    def release(self, who: str, paper: str) -> None:
        page = self.see(who)
        values = {"version": "2.3.1", "url": self.address, "server": "srv-01", "rollback": "Pasang kembali 2.3.0."}
        for name, value in (values | {"backup": "pg_dump 07.00"}).items():
            page.fill(f"[name=kertas-{paper}-{name}]", value)
        page.fill(f"[name=kertas-{paper}-uji-0-name]", "Hitung masa kerja")
        page.check(f"[name=kertas-{paper}-uji-0-result][value=lulus]")
        page.get_by_role("button", name="Periksa alamat").click()
        page.wait_for_load_state()
        page.get_by_text("sedang diperiksa", exact=True).wait_for()
        work_off()
        if not self.has_javascript:
            page.get_by_role("button", name="Muat ulang").click()
        page.get_by_text("daring", exact=True).wait_for()
        self._finish(page)

    def _answer_all(self, page: Page) -> None:
        for answer in page.locator("textarea[name^=jawab-]").all():
            answer.fill("Sudah diperbaiki; lihat bagian 3.2.")

    def _judge_all(self, page: Page) -> None:
        for choice in page.locator("input[name^=nilai-][value=diterima]").all():
            choice.check()

    def _finish(self, page: Page, decision: str = "") -> None:
        if decision:
            page.check(f"input[name=keputusan][value={decision}]")
        page.locator("button[name=aksi][value=tetapkan]").click()
        page.wait_for_url(f"**/permintaan/{self.number}/")
        work_off()


def work_off() -> None:
    """Do what waits for the worker, with the worker's own function, in a thread: the browser's holds an event loop."""

    def work() -> None:
        try:
            while run_one("uji", timezone.now()):
                pass
        finally:
            connection.close()

    thread = Thread(target=work)
    thread.start()
    thread.join()


def walk(road: Road) -> Case:
    """From registration to online, with one correction each at steps 4, 6 and 8."""
    road.register("petugas")
    road.note("kabag", "catatan-instruksi")
    road.note("kasubbag", "catatan-penugasan", appoints="Dedi", with_file="bahan-analisis")
    road.files("dedi", "hasil-analisis")
    road.check("kasubbag", "dikoreksi", ["Masa kerja CPNS belum dihitung."])
    road.files("dedi", "hasil-analisis")
    road.check("kasubbag", "disetujui")
    road.system("dedi", "hasil-pengerjaan")
    road.check("kasubbag", "dikoreksi", ["Pesan galat belum dipahami pengelola."])
    road.system("dedi", "hasil-pengerjaan")
    road.check("kasubbag", "disetujui")
    road.check("plh", "dikoreksi", ["Cetakan belum sama dengan layar."])
    road.check("kasubbag", "dikoreksi")
    road.system("dedi", "hasil-pengerjaan")
    road.check("kasubbag", "disetujui")
    road.note("plh", "catatan-instruksi-uji", decision="disetujui")
    road.note("kasubbag", "catatan-penugasan-uji", appoints="Sari")
    road.release("sari", "aplikasi-online")
    return Case.objects.get(number=road.number)
