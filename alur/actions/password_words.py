"""Words of the office and of the person, of which a password may not mainly consist."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.conf import settings
from django.core.exceptions import ValidationError

from alur.records.models import Application, User

OWN = ("alur", "kemenkes", "ropeg", "pegawai", "pns", "asn", "sandi", "password", "rahasia", "masuk", "admin")
LEAST_LEFT, LEAST_WORD = 6, 3
TOO_NEAR = (
    "Kata sandi ini hampir seluruhnya kata kantor atau nama Anda; tambahkan kata lain yang tidak berkaitan dengannya."
)
HELP = "Bukan nama Anda, nama kantor, atau nama aplikasi saja."


class OfficeWords:
    """Refuses a password of which less than six letters are left without these words and without figures.

    The words: those above, of the office's names and place, of the applications, and of the person's name.
    """

    def validate(self, password: str, user: User | None = None) -> None:
        left = password.lower()
        for word in sorted(set(_words(user)), key=len, reverse=True):
            left = left.replace(word, " ")
        if sum(map(str.isalpha, left)) < LEAST_LEFT and any(map(str.isalpha, password)):
            raise ValidationError(TOO_NEAR, code="password_office_words")

    def get_help_text(self) -> str:
        return HELP


def _words(user: User | None) -> Iterator[str]:
    yield from OWN
    texts = [settings.OFFICE[key] for key in ("name", "parent", "place")] + [user.name if user else ""]
    for code, name in Application.objects.values_list("code", "name"):
        texts += [code, name]
    for word in re.findall(r"\w+", " ".join(texts).lower()):
        if len(word) >= LEAST_WORD:
            yield word
