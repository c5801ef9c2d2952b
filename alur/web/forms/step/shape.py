"""The form as a template prints it: papers, points, decisions, appointee. Built from the step, never its number."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from alur.papers.signing import asks_passphrase, is_on
from alur.records.models import CorrectionPoint, DraftFile, Probe, Severity
from alur.reports.case_page import Candidate, CasePage
from alur.reports.case_page.words import short_standard
from alur.sop import follow
from alur.sop.document import Exit, Form, Output, Paper, Procedure, Step
from alur.web.forms.step.errors import FormError
from alur.web.forms.step.fields import (
    APPOINTEE,
    FORMS_WITH_FILES,
    NOTE,
    POINT_ROWS,
    Fields,
    paper_field,
    rows,
    text,
    trial_field,
    trial_rows_field,
)
from alur.web.forms.step.handing_in import decision_of


@dataclass(frozen=True, slots=True)
class Field:
    """One control: `kind` is text, area, date, url or tick."""

    name: str
    label: str
    kind: str
    value: str
    hint: str = ""
    is_optional: bool = False


@dataclass(frozen=True, slots=True)
class TrialRow:
    """One line of a test record."""

    number: int
    name: Field
    expected: Field
    note: Field
    result_name: str
    result: str


@dataclass(frozen=True, slots=True)
class PaperPart:
    """An output paper as the form asks for it."""

    key: str
    name: str
    form: str
    condition: str
    is_optional: bool
    group: str
    fields: tuple[Field, ...]
    takes_files: bool
    files_label: str
    files: tuple[DraftFile, ...]
    tests: tuple[TrialRow, ...]
    tests_count: int
    probe: Probe | None
    produces: str
    errors: tuple[FormError, ...]


@dataclass(frozen=True, slots=True)
class PointRow:
    """A correction point with what was typed about it so far."""

    point: CorrectionPoint
    round: int
    answer: str
    verdict: str
    reason: str
    errors: tuple[FormError, ...]


@dataclass(frozen=True, slots=True)
class NewPointRow:
    number: int
    text: str
    place: str
    is_remark: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """One way out, where it leads, and why it may not be taken now."""

    key: str
    label: str
    leads: str
    is_chosen: bool
    is_correction: bool
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StepForm:
    """The whole form. `blocked` are reasons that hold whatever is decided; then only a draft may be kept."""

    papers: tuple[PaperPart, ...]
    to_answer: tuple[PointRow, ...]
    to_judge: tuple[PointRow, ...]
    new_points: tuple[NewPointRow, ...]
    takes_points: bool
    choices: tuple[Choice, ...]
    is_straight: bool
    submit: str
    candidates: tuple[Candidate, ...]
    appoints: str
    appointee: str
    note: str
    note_label: str
    blocked: tuple[str, ...]
    errors: tuple[FormError, ...]
    token: str
    signing: str

    @property
    def signing_errors(self) -> tuple[FormError, ...]:
        return self.errors_at("tanda-tangan")

    @property
    def must_answer(self) -> bool:
        """True when a point among those to answer holds the way forward; remarks do not."""
        return any(row.point.is_strict for row in self.to_answer)

    def errors_at(self, anchor: str) -> tuple[FormError, ...]:
        return tuple(error for error in self.errors if error.anchor == anchor)


LABELS: dict[Form, tuple[tuple[str, str, str, str, bool], ...]] = {
    Form.NOTE: (("text", "Isi catatan", "area", "Terbit sebagai PDF bernomor atas nama Anda.", False),),
    Form.FILES: (("note", "Keterangan", "area", "", True),),
    Form.SYSTEM: (
        ("repository", "Repositori", "text", "Alamat repositori, atau unggah paketnya di bawah.", True),
        ("commit", "Commit atau tag", "text", "Misalnya 3f9ac21 atau v2.3.1.", True),
        ("how_to_try", "Cara mencoba", "area", "Alamat uji, akun, dan langkah mencobanya.", False),
    ),
    Form.RELEASE: (
        ("version", "Versi yang diunggah", "text", "", False),
        ("url", "Alamat aplikasi", "url", "Alur memeriksa alamat ini sebelum langkah ditutup.", False),
        ("server", "Server", "text", "", False),
        ("backup", "Cadangan sebelum unggah", "text", "", True),
        ("rollback", "Cara memulihkan", "area", "Bila versi baru harus ditarik.", False),
    ),
    Form.STATE: (
        ("text", "Keadaan", "text", "Satu kalimat.", False),
        ("date", "Tanggal kejadian", "date", "", False),
    ),
    Form.GOODS: (("is_ready", "Barang sudah ada", "tick", "", False), ("note", "Keterangan", "area", "", True)),
}
FILE_LABELS = {
    Form.FILES: "Berkas",
    Form.SYSTEM: "Paket (bila tanpa repositori)",
    Form.VERDICT: "Lampiran pemeriksaan (boleh kosong)",
}


def _files_label(paper: Paper) -> str:
    label = FILE_LABELS.get(paper.form, "")
    return f"{label}, paling besar {paper.limit_mb} MB" if label and paper.limit_mb else label


def step_form(
    page: CasePage,
    fields: Fields,
    *,
    token: str,
    candidates: Sequence[Candidate] = (),
    refusals: Mapping[str, Sequence[str]] | None = None,
    blocked: Sequence[str] = (),
    errors: Sequence[FormError] = (),
) -> StepForm:
    """The form of the page's open step, filled with what was typed. The page must have an open step."""
    step, procedure = page.step, page.procedure
    assert step is not None
    maker = _Maker(page, step, procedure, fields, tuple(errors))
    ways = tuple(step.exits)
    return StepForm(
        papers=tuple(
            maker.paper(output) for output in step.outputs if procedure.paper(output.paper).form is not Form.LETTER
        ),
        to_answer=tuple(map(maker.point, page.points.to_answer)),
        to_judge=tuple(map(maker.point, page.points.to_judge)),
        new_points=maker.new_points(),
        takes_points=any(way.is_correction for way in ways),
        choices=tuple(maker.choice(way, (refusals or {}).get(way.key, ())) for way in ways),
        is_straight=len(ways) == 1,
        submit="Serahkan" if len(ways) == 1 else "Tetapkan keputusan",
        candidates=tuple(candidates),
        appoints=procedure.role(step.appoints).name if step.appoints else "",
        appointee=text(fields, APPOINTEE),
        note=text(fields, NOTE),
        note_label=maker.note_label(),
        blocked=tuple(blocked),
        errors=tuple(errors),
        token=token,
        signing=maker.signing(),
    )


@dataclass(frozen=True, slots=True)
class _Maker:
    page: CasePage
    step: Step
    procedure: Procedure
    fields: Fields
    errors: tuple[FormError, ...]

    def errors_at(self, anchor: str) -> tuple[FormError, ...]:
        return tuple(error for error in self.errors if error.anchor == anchor)

    def paper(self, output: Output) -> PaperPart:
        paper = self.procedure.paper(output.paper)
        tests_count = rows(self.fields, trial_rows_field(paper.key)) if paper.form is Form.RELEASE else 0
        return PaperPart(
            key=paper.key,
            name=output.text or paper.name,
            form=paper.form,
            condition=self.step.exit(output.only_if).label if output.only_if else "",
            is_optional=not output.is_required,
            group=output.one_of,
            fields=tuple(self._fields(paper.key, paper.form)),
            takes_files=paper.form in FORMS_WITH_FILES,
            files_label=_files_label(paper),
            files=tuple(item for item in self.page.drafts.files if item.paper == paper.key),
            tests=tuple(self._test(paper.key, row) for row in range(tests_count)),
            tests_count=tests_count,
            probe=self._probe(paper.key) if paper.form is Form.RELEASE else None,
            produces=paper.name if paper.form is Form.VERDICT else "",
            errors=self.errors_at(f"kertas-{paper.key}"),
        )

    def _fields(self, key: str, form: Form) -> Iterable[Field]:
        for name, label, kind, hint, is_optional in LABELS.get(form, ()):
            full = paper_field(key, name)
            yield Field(full, label, kind, text(self.fields, full), hint, is_optional)

    def _test(self, key: str, row: int) -> TrialRow:
        def part(name: str, label: str) -> Field:
            full = trial_field(key, row, name)
            return Field(full, label, "text", text(self.fields, full))

        result = trial_field(key, row, "result")
        return TrialRow(
            row + 1,
            part("name", "Yang diuji"),
            part("expected", "Hasil yang diharapkan"),
            part("note", "Keterangan"),
            result,
            text(self.fields, result),
        )

    def _probe(self, key: str) -> Probe | None:
        url = text(self.fields, paper_field(key, "url")).strip()
        return next((probe for probe in self.page.probes if probe.url == url), None)

    def point(self, point: CorrectionPoint) -> PointRow:
        number = point.number
        return PointRow(
            point,
            self.page.points.rounds[number],
            text(self.fields, f"jawab-{number}"),
            text(self.fields, f"nilai-{number}"),
            text(self.fields, f"alasan-{number}"),
            self.errors_at(f"butir-{number}"),
        )

    def new_points(self) -> tuple[NewPointRow, ...]:
        count = rows(self.fields, POINT_ROWS)
        return tuple(
            NewPointRow(
                row,
                text(self.fields, f"butir-baru-{row}-teks"),
                text(self.fields, f"butir-baru-{row}-tempat"),
                text(self.fields, f"butir-baru-{row}-bobot") == Severity.REMARK,
            )
            for row in range(count)
        )

    def choice(self, way: Exit, reasons: Sequence[str]) -> Choice:
        is_chosen = decision_of(self.step, self.fields) == way.key
        return Choice(way.key, way.label, self._leads(way), is_chosen, way.is_correction, tuple(reasons))

    def _leads(self, way: Exit) -> str:
        target = follow(self.procedure, self.step.key, way.key)
        if target.step is None:
            return f"Permintaan berakhir: {target.end}"
        name = target.step.short or target.step.activity
        verb = "Kembali ke" if way.is_correction else "Lanjut ke"
        time = short_standard(target.step.time)
        number = f"langkah {target.step.number}, " if target.step.number else ""
        earlier = sum(1 for v in self.page.visits if v.step == target.step.key and v.decision != "ditarik-kembali")
        round_told = f", putaran ke-{earlier + 1}" if earlier else ""
        passed = ", ".join(step.number or step.key for step in target.passed)
        through = f" (langkah {passed} lewat otomatis)" if passed else ""
        return f"{verb} {number}{name} ({self._who(target.step)}, {time}){round_told}{through}"

    def signing(self) -> str:
        """How the papers of this step are signed: "frasa" with the person's passphrase, "kantor", or ""."""
        forms = {self.procedure.paper(output.paper).form for output in self.step.outputs}
        if not is_on() or not forms & {Form.NOTE, Form.VERDICT}:
            return ""
        return "frasa" if asks_passphrase() else "kantor"

    def _who(self, step: Step) -> str:
        """The person who did the step's role on this case last, else the role."""
        if not step.responsible:
            return "pelaksana tidak terbaca"
        role = self.procedure.role(step.responsible)
        for visit in reversed(self.page.visits):
            if visit.assignee and visit.role and visit.role.key == role.key:
                return visit.assignee.name
        return role.name

    def note_label(self) -> str:
        if len(self.step.exits) > 1:
            return "Catatan untuk pelaksana berikutnya"
        target = follow(self.procedure, self.step.key, self.step.exits[0].key).step
        return f"Catatan untuk {self._who(target)}" if target else "Catatan penutup"
