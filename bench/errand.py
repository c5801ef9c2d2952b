"""One errand at an Alur in service, over its public address: log in, register a letter, fetch its scan back.

    python -m bench.errand https://alur.contoh.go.id NIP SANDI [--megabytes 50] [--ca BERKAS]

The person must be of the letter desk. It leaves a letter behind, so it is for an office that only tries.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import re
import ssl
import sys
import time
from html.parser import HTMLParser
from io import BytesIO

import httpx
import pikepdf


class Form(HTMLParser):
    """The fields of the form that has the asked field, as a browser would send them untouched."""

    def __init__(self, page: str, having: str) -> None:
        super().__init__()
        self.forms: list[dict[str, str]] = [{}]
        self.select = ""
        self.feed(page)
        self.fields = next(form for form in self.forms if having in form)

    def handle_starttag(self, tag: str, pairs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in pairs}
        name = attributes.get("name", "")
        if tag == "form":
            self.forms.append({})
        elif tag == "select":
            self.select = name
        elif tag == "option":
            if "selected" in attributes or not self.forms[-1].get(self.select):
                self.forms[-1][self.select] = attributes.get("value", "")
        elif tag in ("input", "textarea") and name and attributes.get("type") not in ("checkbox", "radio", "file"):
            self.forms[-1][name] = attributes.get("value", "")


class Errand:
    """A person at a browser without JavaScript."""

    def __init__(self, url: str, trust: ssl.SSLContext | bool = True, origin: str = "") -> None:
        self.origin = origin or url
        self.client = httpx.Client(base_url=url, verify=trust, timeout=120)

    def log_in(self, nip: str, password: str) -> httpx.Response:
        """The answer to the log-in form: 302 when it was right."""
        return self.send("/masuk/", "username", {"username": nip, "password": password})

    def register(self, subject: str, scan: bytes) -> httpx.Response:
        """The answer to a letter with its scan: 302 to the letter when it was registered."""
        today = dt.datetime.now(dt.timezone(dt.timedelta(hours=7))).date().isoformat()
        typed = {"number": f"UJI/{time.time_ns()}", "dated_on": today, "received_on": today, "subject": subject}
        return self.send("/surat/baru/", "subject", typed, {"scan": ("surat.pdf", scan, "application/pdf")})

    def scan_of(self, letter: str) -> httpx.Response:
        return self.client.get(f"{letter}pindaian/")

    def send(self, path: str, having: str, typed: dict[str, str], files: object = None) -> httpx.Response:
        """Open the page, fill its form and send it, with what a browser sends along."""
        page = self.client.get(path)
        form = Form(page.text, having).fields | typed
        headers = {"Referer": str(page.url), "Origin": self.origin}
        return self.client.post(path, data=form, files=files, headers=headers)  # type: ignore[arg-type]


def scan_of_size(size: int) -> bytes:
    """A whole PDF of somewhat more than so many bytes, which no way of sending can make smaller."""
    made, file = pikepdf.new(), BytesIO()
    page = made.add_blank_page()
    page.obj.Isi = made.make_stream(os.urandom(size))
    made.save(file, compress_streams=False)
    return file.getvalue()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("url")
    parser.add_argument("nip")
    parser.add_argument("password")
    parser.add_argument("--megabytes", type=int, default=50)
    parser.add_argument("--ca", metavar="FILE", help="certificate to trust, where the office made its own")
    args = parser.parse_args()
    errand = Errand(args.url.rstrip("/"), ssl.create_default_context(cafile=args.ca))
    if errand.log_in(args.nip, args.password).status_code != 302:
        print("log-in: refused")
        return 1
    scan = scan_of_size(args.megabytes * 1024 * 1024)
    begun = time.monotonic()
    answer = errand.register("Uji pemasangan", scan)
    sent = time.monotonic()
    if answer.status_code != 302:
        summary = answer.text.partition("error-summary")[2].partition("</section>")[0]
        print(f"upload: {answer.status_code}", " ".join(re.sub(r"<[^>]+>", " ", summary).split())[:300])
        return 1
    came = errand.scan_of(answer.headers["Location"]).content
    print(f"upload: {args.megabytes} MB in {sent - begun:.1f} s; download in {time.monotonic() - sent:.1f} s")
    print("the scan came back as it was sent" if came == scan else "the scan that came back is another")
    return int(came != scan)


if __name__ == "__main__":
    sys.exit(main())
