"""Whose hand does an act of the demonstration, and what that hand writes and uploads."""

from __future__ import annotations

import datetime as dt
import random

from django.utils import timezone

from alur.actions.handover import Handover, NewPoint, PaperContent, PointVerdict
from alur.actions.probing import note_seen
from alur.actions.situation import Situation, situation_of
from alur.cli.demonstration import texts
from alur.cli.demonstration.papers import upload
from alur.records.models import Appointment, AppointmentKind, Probe, User, Visit
from alur.records.standing import Standing, standing_of
from alur.sop.document import Form


class Hands:
    """Finds who acts on a day; a Plh. acts for the holder while the appointment runs."""

    def __init__(self, procedure_id: int, chance: random.Random) -> None:
        self.procedure_id = procedure_id
        self.chance = chance

    def person(self, user: User, at: dt.datetime) -> Standing:
        return standing_of(user, timezone.localdate(at))

    def actor(self, visit: Visit, at: dt.datetime) -> Standing:
        """The assigned person, else the holder of the visit's role on that day."""
        visit.refresh_from_db(fields=["assignee"])
        return self.person(visit.assignee or self._holder(visit.role_id, at), at)

    def _holder(self, role_id: int | None, at: dt.datetime) -> User:
        current = Appointment.objects.current(timezone.localdate(at)).filter(position__roles=role_id)
        holders = list(current.select_related("user").order_by("kind", "pk"))
        stand_ins = [item for item in holders if item.kind != AppointmentKind.DEFINITIVE]
        return (stand_ins or holders)[0].user

    def handover(self, visit: Visit, decision: str, *, by: Standing, at: dt.datetime) -> Handover:
        """Everything that this step needs, with this decision."""
        situation = situation_of(visit)
        way = situation.step.exit(decision)
        papers = {
            output.paper: self._content(situation, output.paper, by=by, at=at)
            for output in situation.step.outputs
            if output.only_if in ("", decision)
        }
        points = self.chance.sample(texts.POINTS, self.chance.randint(1, 3)) if way.is_correction else []
        return Handover(
            note=self.chance.choice(texts.INSTRUCTIONS) if self.chance.random() < 0.4 else "",
            papers=papers,
            points=[NewPoint(text, place, is_strict=count < 2) for count, (place, text) in enumerate(points)],
            answers={point.number: self.chance.choice(texts.ANSWERS) for point in situation.points_to_answer},
            verdicts={point.number: PointVerdict(True) for point in situation.points_to_judge},
            appointee_id=self._appointee(situation, at) if situation.step.appoints else None,
        )

    def _appointee(self, situation: Situation, at: dt.datetime) -> int:
        before = situation.case.assignments.filter(role__key=situation.step.appoints).first()
        if before is not None:
            return before.user_id
        holders = Appointment.objects.current(timezone.localdate(at)).filter(
            position__roles__procedure_id=self.procedure_id, position__roles__key=situation.step.appoints
        )
        return self.chance.choice(sorted(holders.values_list("user_id", flat=True)))

    def _content(self, situation: Situation, key: str, *, by: Standing, at: dt.datetime) -> PaperContent:
        paper = situation.procedure.paper(key)
        release = f"{2 + situation.case.pk % 3}.{situation.case.pk % 9}.{situation.visit.round}"
        match paper.form:
            case Form.NOTE:
                sentences = texts.ASSIGNMENTS if situation.step.appoints else texts.INSTRUCTIONS
                return PaperContent({"text": self.chance.choice(sentences)})
            case Form.FILES:
                text = self.chance.choice(texts.ANALYSES)
                name = f"{key}-{situation.case.number}-v{situation.visit.round}.pdf"
                lines = (situation.case.title, text, f"Disusun oleh {by.user.name}")
                return PaperContent({"note": text}, [upload(name, paper.name, lines, at=at)])
            case Form.SYSTEM:
                code = situation.case.application.code.lower() if situation.case.application else "aplikasi"
                repository = f"https://git.contoh.go.id/ropeg/{code}"
                try_it = "Masuk ke server uji sebagai pengelola satuan kerja, buka layar yang disebut pada rancangan."
                return PaperContent({"repository": repository, "commit": f"v{release}", "how_to_try": try_it})
            case Form.RELEASE:
                return self._release(situation, release, by=by, at=at)
        return PaperContent()

    def _release(self, situation: Situation, release: str, *, by: Standing, at: dt.datetime) -> PaperContent:
        """The address is fictional, so the demonstration itself says what was seen there."""
        url = situation.case.application.url if situation.case.application else "https://aplikasi.contoh.go.id/"
        probe = Probe.objects.create(visit=situation.visit, url=url, requested_at=at, requested_by=by.user)
        note_seen(probe, is_online=True, seen={"status": 200, "title": situation.case.title, "demo": True}, at=at)
        tests = [
            {"name": name, "expected": expected, "result": "lulus", "note": ""}
            for name, expected in self.chance.sample(texts.TESTS, 3)
        ]
        fields = {
            "version": release,
            "url": url,
            "server": "srv-app-02 (pusat data)",
            "backup": "Cadangan basis data pukul 06.30 sebelum unggah",
            "rollback": "Pasang kembali paket versi sebelumnya, pulihkan cadangan.",
            "tests": tests,
        }
        return PaperContent(fields)
