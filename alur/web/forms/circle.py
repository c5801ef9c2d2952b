"""The form that names a person to the circle of a letter. Whether that may be done, the action says."""

from __future__ import annotations

from django import forms

from alur.actions.circles import REASON_LIMIT
from alur.web.forms.personnel import PersonChoice, Plain


class NamingForm(Plain):
    user = PersonChoice("Orang")
    reason = forms.CharField(
        label="Alasan",
        max_length=REASON_LIMIT,
        required=False,
        help_text="Untuk tugas apa orang ini perlu tahu.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
