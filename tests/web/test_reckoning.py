"""The reckoning of a deadline in the browser and for programs, also of a step that is closed."""

from __future__ import annotations

import re
from typing import Any

from tests import make
from tests.web.browsing import client_of, text_of


def asked(office: Any, who: str, number: str, visit: int) -> Any:
    return client_of(office, who).get(f"/permintaan/{number}/langkah/{visit}/tenggat.json")


def test_the_json_of_an_open_visit_adds_up_to_its_standard(office: Any) -> None:
    case = make.case(office, at_step="5")
    visit = make.open_visit(case)
    assert visit is not None

    data = asked(office, "dedi", case.number, visit.number).json()

    assert sum(line["seconds"] for line in data["reckoning"]["lines"]) == 9000 * 60 == visit.standard_seconds
    assert (data["due"], data["reckoning"]["due"]) == ("2026-07-07T09:20:00+07:00",) * 2
    assert (data["clock"], data["closed"], data["step"]["number"]) == ("working", None, "5")


def test_the_json_of_a_closed_visit_keeps_its_judgement_and_version(office: Any) -> None:
    case = make.case(office, at_step="3")
    visit = make.open_visit(case)
    assert visit is not None
    judged_by = make.advance(office, visit, make.at("2026-06-10 09:00")).closed.calendar_version
    make.decreed(office, make.line("libur khusus", "2026-06-09", "Kantor ditutup"), when="2026-06-10 10:00")

    data = asked(office, "auditor", case.number, visit.number).json()

    assert (data["used_seconds"], data["is_late"], data["closed"]) == (890 * 60, False, "2026-06-10T09:00:00+07:00")
    assert (data["due"], data["calendar"]["version"]) == ("2026-06-10T09:10:00+07:00", judged_by)
    assert [off for line in data["reckoning"]["lines"] for off in line["days_off"]] == []


def test_the_json_of_what_is_not_visible_is_not_found(office: Any) -> None:
    case = make.case(office, at_step="3")

    assert asked(office, "tamu", case.number, 1).status_code == 404


def test_the_record_leads_to_the_reckoning_of_each_closed_step(office: Any) -> None:
    case = make.case(office, at_step="4")

    page = text_of(client_of(office, "auditor").get(f"/permintaan/{case.number}/"))

    found = re.findall(rf'href="/permintaan/{re.escape(case.number)}/langkah/(\d)/tenggat/">perhitungan tenggat', page)
    assert found == ["3", "2", "1"]


def test_the_page_names_its_json(office: Any) -> None:
    case = make.case(office, at_step="3")

    page = text_of(client_of(office, "auditor").get(f"/permintaan/{case.number}/langkah/1/tenggat/"))

    assert f'href="/permintaan/{case.number}/langkah/1/tenggat.json"' in page
