"""Takes the pictures of this folder from a running demonstration, in Chromium.

Start `./run`, then: `ALUR_CHROMIUM=/usr/bin/chromium .venv/bin/python docs/pictures/take.py`. Best within working
hours: the day strip shows what is left of today.
"""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

HERE = Path(__file__).resolve().parent
ADDRESS = f"http://127.0.0.1:{os.environ.get('ALUR_PORT') or 8000}"
COLOURS = 256


def main() -> None:
    accounts = _accounts()
    with sync_playwright() as playwright:
        options = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        browser = playwright.chromium.launch(executable_path=os.environ.get("ALUR_CHROMIUM"), args=options)
        head = _log_in(browser, accounts["Kasubbag PKDIK"], 1320)
        _keep(head, "tugas.png", 1100)
        case = _correction(head)
        head.goto(case)
        _keep(head, "kasus.png", 1900)
        head.goto("/sop/")
        head.locator("[data-open]").first.click()
        head.wait_for_load_state()
        _keep(head, "sop.png", 2080)
        head.goto(_longest(head))
        _keep(head, "tenggat.png", 1500)
        phone = _log_in(browser, accounts["Kasubbag PKDIK"], 360)
        phone.goto(case)
        _keep(phone, "kasus-telepon.png", 2600)
        browser.close()


def _accounts() -> dict[str, dict[str, str]]:
    """The first demo account of each role."""
    command = [sys.executable, "-m", "alur.cli", "demo", "accounts"]
    lines = subprocess.run(command, check=True, capture_output=True, text=True, cwd=HERE.parent.parent).stdout
    found: dict[str, dict[str, str]] = {}
    for line in lines.splitlines():
        account = json.loads(line)
        found.setdefault(account["role"], account)
    return found


def _log_in(browser: Browser, account: dict[str, str], width: int) -> Page:
    page = browser.new_page(
        base_url=ADDRESS, viewport={"width": width, "height": 900}, color_scheme="light", locale="id-ID"
    )
    page.goto("/masuk/")
    page.fill("[name=username]", account["nip"])
    page.fill("[name=password]", account["password"])
    page.get_by_role("button", name="Masuk").click()
    page.get_by_role("heading", name="Tugas saya").wait_for()
    return page


def _correction(page: Page) -> str:
    """The address of a check in its second round, else of the first task."""
    rows = page.locator("[data-row]")
    again = rows.filter(has_text="Memeriksa").filter(has_text="Putaran ke-2").filter(has_not_text="dijeda")
    link = (again if again.count() else rows).first.locator("[data-open]")
    return str(link.get_attribute("href"))


def _longest(page: Page) -> str:
    """The reckoning of a building step: the one with most days to show."""
    page.goto("/permintaan/?status=berjalan")
    page.locator("[data-row]").filter(has_text="Mengerjakan aplikasi").last.locator("[data-open]").click()
    page.wait_for_load_state()
    return str(page.get_by_role("link", name="perhitungan lengkap").get_attribute("href"))


def _keep(page: Page, name: str, height: int) -> None:
    """Store the page down to this height, in the colours that matter most, so that the file stays small."""
    taken = Image.open(io.BytesIO(page.screenshot(full_page=True))).convert("RGB")
    cut = taken.crop((0, 0, taken.width, min(height, taken.height)))
    counted = cut.getcolors(cut.width * cut.height) or []
    commonest = sorted(counted, key=_weight, reverse=True)[:COLOURS]
    palette = Image.new("P", (1, 1))
    palette.putpalette([part for _, colour in commonest for part in colour])
    cut.quantize(palette=palette, dither=Image.Dither.NONE).save(HERE / name, optimize=True)


def _weight(counted: tuple[int, tuple[int, int, int]]) -> int:
    """How much a colour matters: how often it stands there, and more the stronger it is, for those carry meaning."""
    count, colour = counted
    return count * (8 + max(colour) - min(colour))


if __name__ == "__main__":
    main()
