"""The forms of Pengguna & jabatan: their shape only. What may be done with the values, the actions say."""

from __future__ import annotations

from typing import Any

from django import forms

from alur.records.models import AppointmentKind, Duty, Position, RequestDecision, Role, Unit, User

NO_DATE = "Tanggalnya tidak terbaca; pilih tanggal, atau tulis misalnya 2026-01-31."

KEY_DIGITS = 18


class Plain(forms.Form):
    """Fields look like all others, and say in Indonesian what is missing."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if not isinstance(field.widget, forms.CheckboxInput | forms.CheckboxSelectMultiple):
                field.widget.attrs["class"] = "inp"
            field.error_messages |= {
                "required": f"{field.label} belum diisi.",
                "invalid_choice": f"{field.label}: pilih dari daftar.",
                "max_length": f"{field.label} terlalu panjang; singkatlah.",
            }


class Day(forms.DateField):
    """A day, picked or typed."""

    def __init__(self, label: str, *, required: bool = True, help_text: str = "") -> None:
        widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
        super().__init__(label=label, required=required, widget=widget, help_text=help_text)
        self.error_messages["invalid"] = NO_DATE


class PersonChoice(forms.ModelChoiceField):
    """Somebody with an active account, told apart by the NIP."""

    def __init__(self, label: str, **more: Any) -> None:
        people = User.objects.filter(is_active=True).order_by("name")
        super().__init__(people, label=label, required=False, empty_label="–", **more)

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.name} ({obj.nip})"


class PositionChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.name}, {obj.unit.name}"


class RoleChoice(forms.ModelMultipleChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.name} (SOP {obj.procedure.number})"

    def clean(self, value: Any) -> Any:
        """No database knows a key of more digits; Django would ask it nevertheless."""
        for item in value or ():
            if len(str(item)) > KEY_DIGITS:
                raise forms.ValidationError(
                    self.error_messages["invalid_pk_value"], params={"pk": str(item)[:KEY_DIGITS]}
                )
        return super().clean(value)


class ReasonedForm(Plain):
    reason = forms.CharField(label="Alasan perubahan", max_length=500, required=False)


class PersonForm(ReasonedForm):
    name = forms.CharField(label="Nama lengkap dengan gelar", max_length=200)
    email = forms.CharField(label="Surel", max_length=254, required=False)
    unit = forms.ModelChoiceField(Unit.objects.order_by("name"), label="Unit", required=False, empty_label="–")
    nik = forms.CharField(
        label="NIK", max_length=20, required=False, help_text="Untuk tanda tangan elektronik. Kosong berarti tetap."
    )
    field_order = ["nip", "name", "email", "unit", "nik", "reason"]


class NewPersonForm(PersonForm):
    nip = forms.CharField(label="NIP", max_length=40, help_text="9 sampai 30 angka, biasanya 18.")
    reason = None  # type: ignore[assignment]


class LetterForm(Plain):
    """What a letter of appointment says, but for whom and what."""

    kind = forms.ChoiceField(label="Sifat", choices=AppointmentKind.choices)
    stands_for = PersonChoice("Atas nama", help_text="Pejabat yang digantikan; wajib bagi Plh.")
    letter_number = forms.CharField(label="Nomor surat", max_length=100)
    starts_on = Day("Mulai")
    ends_on = Day("Sampai", required=False)


class AppointmentForm(LetterForm):
    position = PositionChoice(
        Position.objects.select_related("unit").order_by("name"), label="Jabatan", empty_label="Pilih …"
    )
    field_order = ["position", "kind", "stands_for", "letter_number", "starts_on", "ends_on"]


class CorrectionForm(LetterForm, ReasonedForm):
    field_order = ["kind", "stands_for", "letter_number", "starts_on", "ends_on", "reason"]


class EndForm(ReasonedForm):
    ends_on = Day("Hari terakhir")
    field_order = ["ends_on", "reason"]


class LeaveForm(Plain):
    reason = forms.CharField(label="Jenis cuti", max_length=200, initial="Cuti tahunan")
    starts_on = Day("Hari pertama")
    ends_on = Day("Hari terakhir")
    stand_in = PersonChoice("Pengganti", help_text="Pekerjaan baru pada hari-hari itu diberikan kepadanya.")


class QualificationForm(Plain):
    text = forms.CharField(label="Kualifikasi", max_length=300)
    since = Day("Sejak")
    proof = forms.CharField(label="Bukti", max_length=300, help_text="Nomor sertifikat, ijazah, atau surat.")


class UnitForm(ReasonedForm):
    name = forms.CharField(label="Nama unit", max_length=200)
    parent = forms.ModelChoiceField(
        Unit.objects.order_by("name"), label="Di bawah", required=False, empty_label="(paling atas)"
    )
    starts_on = Day("Berlaku sejak", required=False)
    ends_on = Day("Berlaku sampai", required=False)
    field_order = ["code", "name", "parent", "starts_on", "ends_on", "reason"]


class NewUnitForm(UnitForm):
    code = forms.CharField(label="Kode", max_length=40, help_text="Tetap; dipakai pada nomor naskah dan berkas impor.")
    reason = None  # type: ignore[assignment]


class PositionForm(ReasonedForm):
    name = forms.CharField(label="Nama jabatan", max_length=200)
    duty = forms.ChoiceField(label="Tugas di luar SOP", choices=Duty.choices, required=False)
    roles = RoleChoice(
        Role.objects.select_related("procedure").order_by("procedure__number", "pk"),
        label="Peran pada SOP",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    is_single = forms.BooleanField(label="Hanya satu pejabat definitif pada satu waktu", required=False)
    field_order = ["unit", "name", "duty", "roles", "is_single", "reason"]


class NewPositionForm(PositionForm):
    unit = forms.ModelChoiceField(Unit.objects.order_by("name"), label="Unit", empty_label="Pilih …")
    reason = None  # type: ignore[assignment]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **({"initial": {"is_single": True}} | kwargs))


class AskForm(Plain):
    text = forms.CharField(label="Yang perlu diperbaiki", max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))


class AnswerForm(Plain):
    decision = forms.ChoiceField(
        label="Keputusan", choices=[("", "Pilih …"), *RequestDecision.choices[1:]], required=False
    )
    answer = forms.CharField(label="Jawaban", max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3}))
