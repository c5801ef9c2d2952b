"""Cases and their visits: where a request stands, in whose hands, until when. What happened is in entries."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Exists, OuterRef, Q

from alur.records.models.letters import (
    SECRET_CLASSES,
    Application,
    CircleMember,
    Letter,
    Security,
    in_hands_of,
)
from alur.records.models.people import Duty, Unit, User
from alur.records.models.procedures import Edition, Procedure, Role

if TYPE_CHECKING:
    from alur.records.standing import Standing


class Result(models.TextChoices):
    """Results given by acts outside the steps; a procedure's own ends carry the words of its file."""

    OPEN = "", "Berjalan"
    DONE = "selesai", "Selesai"
    REJECTED = "ditolak", "Ditolak"
    WITHDRAWN = "ditarik", "Ditarik"
    CANCELLED = "dibatalkan", "Dibatalkan"


class CaseQuerySet(models.QuerySet["Case"]):
    def visible_to(self, viewer: Standing) -> CaseQuerySet:
        """Cases this person may read; everything else does not exist for the person.

        The head and auditors read all; role holders and the letter desk those of their procedure and office;
        a requesting unit its own. Secret cases show only to role holders, who registered the letter, head and auditors;
        of role holders a case that is sangat rahasia shows only to those in its circle.
        """
        if viewer.has_duty(Duty.HEAD) or viewer.has_duty(Duty.AUDITOR):
            return self
        rights = Q(pk__in=[])
        if viewer.has_duty(Duty.LETTER_DESK):
            rights |= ~Q(security__in=SECRET_CLASSES) | Q(letter__registered_by=viewer.user_id)
        if viewer.has_duty(Duty.REQUESTER):
            rights |= Q(unit__in=viewer.unit_ids, security__in=(Security.OPEN, Security.LIMITED))
        if viewer.procedure_ids:
            is_in_circle = ~Q(security=Security.TOP_SECRET) | _hands(viewer)
            rights |= Q(procedure__in=viewer.procedure_ids) & is_in_circle
        if viewer.is_named:
            rights |= _named(viewer)
        return self.filter(rights)

    def closed_to(self, viewer: Standing, *classes: Security) -> CaseQuerySet:
        """Cases of these classes that exist only for those who act on them or are named, this person not among them."""
        if viewer.has_duty(Duty.HEAD) or viewer.has_duty(Duty.AUDITOR):
            return self.none()
        known = Q(letter__registered_by=viewer.user_id) | _hands(viewer) | _named(viewer)
        return self.filter(~known, security__in=classes).order_by()

    def open(self) -> CaseQuerySet:
        return self.filter(closed_at__isnull=True)


def _hands(viewer: Standing) -> Q:
    return Q(Exists(Visit.objects.filter(in_hands_of(viewer), case=OuterRef("pk"))))


def _named(viewer: Standing) -> Q:
    return Q(letter__in=CircleMember.objects.naming(viewer).values("letter"))


class Case(models.Model):
    """Permintaan: one request on its way through one edition of a procedure."""

    number = models.CharField("nomor permintaan", max_length=40, unique=True)
    title = models.CharField("hal", max_length=300)
    kind = models.CharField("jenis", max_length=20)
    letter = models.OneToOneField(Letter, models.PROTECT, related_name="case")
    procedure = models.ForeignKey(Procedure, models.PROTECT, related_name="cases")
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="cases")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="cases", verbose_name="pemohon")
    application = models.ForeignKey(Application, models.PROTECT, null=True, blank=True, related_name="cases")
    security = models.CharField("keamanan", max_length=2, choices=Security.choices, default=Security.OPEN)
    opened_at = models.DateTimeField("mulai")
    opened_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    closed_at = models.DateTimeField("selesai", null=True, blank=True)
    result = models.CharField("hasil", max_length=40, blank=True)

    objects = CaseQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["procedure", "-id"], name="case_procedure"),
            models.Index(fields=["unit", "-id"], name="case_unit"),
            models.Index(fields=["result", "-id"], name="case_result"),
            models.Index(fields=["security"], name="case_security"),
            # What the reports of a month ask for.
            models.Index(fields=["procedure", "opened_at"], name="case_opened"),
            models.Index(fields=["procedure", "closed_at"], name="case_closed"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, result="") | (Q(closed_at__isnull=False) & ~Q(result="")),
                name="case_closed_has_result",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def is_open(self) -> bool:
        return self.closed_at is None

    @property
    def result_label(self) -> str:
        """The result in words: a known one as written here, a procedure's own end capitalised."""
        return dict(Result.choices).get(self.result, self.result.capitalize())


class VisitQuerySet(models.QuerySet["Visit"]):
    def open(self) -> VisitQuerySet:
        return self.filter(closed_at__isnull=True)

    def waiting_for(self, viewer: Standing) -> VisitQuerySet:
        """Open visits that are this person's turn: assigned to the person, or to nobody in a role the person holds.

        What outside parties do waits for the letter desk, unless the procedure names another recorder; of a secret case
        for who registered its letter.
        """
        turn = Q(role__in=viewer.role_ids) & (Q(assignee=viewer.user_id) | Q(assignee__isnull=True))
        if viewer.has_duty(Duty.LETTER_DESK):
            closed = Case.objects.closed_to(viewer, *SECRET_CLASSES).values("pk")
            turn |= Q(role__is_outside=True) & ~Q(case__in=closed)
        return self.open().filter(turn)

    def known_to(self, viewer: Standing) -> VisitQuerySet:
        """Without those of cases that are sangat rahasia and whose circle this person is not in."""
        return self.exclude(case__in=Case.objects.closed_to(viewer, Security.TOP_SECRET).values("pk"))

    def team_of(self, viewer: Standing) -> VisitQuerySet:
        """Open visits in procedures where this person holds a role, in other hands."""
        others = self.open().filter(case__procedure__in=viewer.procedure_ids).known_to(viewer)
        return others.exclude(Q(assignee=viewer.user_id)).exclude(Q(assignee__isnull=True, role__in=viewer.role_ids))


class Visit(models.Model):
    """One stay of a case in a step. A rework round opens a new visit; a closed one is never judged again.

    `due_at` of an open visit is a cache of start + standard + pauses on the calendar; on a closed visit it is frozen
    together with `used_seconds`, `waited_seconds`, `is_late` and `calendar_version`. `paused_seconds` counts the pauses
    whose end is known, be it past or set. A step without time has no standard and no due.

    `waited_seconds` is how long the visit lay unopened: on a closed one in all, on an open one in the hands that had it
    before; the present hands have it since `unopened_since`, from the beginning if that is empty. `unit` is
    whose working hours count: that of the position which held the role as the visit opened, kept from then on; null for
    those of the whole office.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="visits")
    number = models.PositiveIntegerField("kunjungan ke-")
    strand = models.CharField("untai", max_length=60, blank=True)
    step = models.CharField("langkah", max_length=60)
    round = models.PositiveIntegerField("putaran", default=1)
    role = models.ForeignKey(Role, models.PROTECT, null=True, blank=True, related_name="visits")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="visits")
    assignee = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="visits")
    opened_at = models.DateTimeField("mulai")
    seen_at = models.DateTimeField("pertama dibuka", null=True, blank=True)
    unopened_since = models.DateTimeField("menunggu dibuka sejak", null=True, blank=True)
    waited_seconds = models.PositiveIntegerField("menunggu dibuka, detik", null=True, blank=True)
    paused_since = models.DateTimeField("dijeda sejak", null=True, blank=True)
    paused_until = models.DateTimeField("dijeda sampai", null=True, blank=True)
    paused_seconds = models.PositiveIntegerField("waktu kerja dijeda, detik", default=0)
    standard_seconds = models.PositiveIntegerField("mutu baku, detik", null=True, blank=True)
    is_wall_clock = models.BooleanField(default=False)
    due_at = models.DateTimeField("tenggat", null=True, blank=True)
    closed_at = models.DateTimeField("ditutup", null=True, blank=True)
    closed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="closed_visits")
    decision = models.CharField("keputusan", max_length=60, blank=True)
    used_seconds = models.PositiveIntegerField("terpakai, detik", null=True, blank=True)
    is_late = models.BooleanField("lewat tenggat", null=True, blank=True)
    calendar_version = models.PositiveIntegerField(null=True, blank=True)

    objects = VisitQuerySet.as_manager()

    class Meta:
        ordering = ["case", "number"]
        indexes = [
            # All that "Tugas saya" sorts and narrows by, so that a page is found in the index alone.
            models.Index(
                fields=["role", "due_at", "assignee", "paused_since", "paused_until"],
                name="visit_open_role",
                condition=Q(closed_at__isnull=True),
            ),
            models.Index(
                fields=["assignee", "due_at"], name="visit_open_assignee", condition=Q(closed_at__isnull=True)
            ),
            models.Index(fields=["step", "closed_at"], name="visit_step_closed"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="visit_number_once"),
            models.UniqueConstraint(
                fields=["case", "strand"], condition=Q(closed_at__isnull=True), name="visit_one_open_a_strand"
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, decision="") | (Q(closed_at__isnull=False) & ~Q(decision="")),
                name="visit_closed_has_decision",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id}/{self.number} {self.step}"

    @property
    def is_open(self) -> bool:
        return self.closed_at is None

    def is_paused(self, at: dt.datetime) -> bool:
        """Whether the clock stands still at this instant; a set end counts even before anybody has written it down."""
        return self.paused_since is not None and (self.paused_until is None or at < self.paused_until)


class Assignment(models.Model):
    """Who of a role works on a case; a later assignment replaces it, the entries keep both."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="assignments")
    role = models.ForeignKey(Role, models.PROTECT)
    user = models.ForeignKey(User, models.PROTECT, related_name="assignments")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "role"], name="assignment_once")]

    def __str__(self) -> str:
        return f"{self.case_id}: {self.user_id}"


class PointState(models.TextChoices):
    OPEN = "terbuka", "Belum dijawab"
    ANSWERED = "dijawab", "Dijawab"
    ACCEPTED = "diterima", "Diterima"


class Severity(models.TextChoices):
    """What a point asks for: strict ones hold the way forward, a remark may stay unanswered."""

    STRICT = "wajib", "Harus diperbaiki"
    REMARK = "catatan", "Catatan"


class CorrectionPoint(models.Model):
    """Butir koreksi: numbered within the case; a point not yet right is open again with the checker's reason."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="points")
    number = models.PositiveIntegerField("butir")
    step = models.CharField("langkah pemeriksa", max_length=60)
    raised_in = models.ForeignKey(Visit, models.PROTECT, related_name="points_raised")
    place = models.CharField("tempat", max_length=200, blank=True)
    severity = models.CharField("bobot", max_length=10, choices=Severity.choices, default=Severity.STRICT)
    text = models.TextField("koreksi")
    answer = models.TextField("jawaban", blank=True)
    answered_in = models.ForeignKey(Visit, models.PROTECT, null=True, blank=True, related_name="points_answered")
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField("keadaan", max_length=10, choices=PointState.choices, default=PointState.OPEN)
    reason = models.TextField("mengapa belum tepat", blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["case", "number"], name="point_number_once")]

    def __str__(self) -> str:
        return f"{self.case_id} butir {self.number}"

    @property
    def is_strict(self) -> bool:
        return self.severity == Severity.STRICT
