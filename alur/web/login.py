"""Log-in with NIP and password."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.hashers import make_password
from django.http import HttpRequest

from alur.records.models import User
from alur.records.nip import plain_nip


class NipBackend:
    """Finds a person by NIP and checks the password; an unknown NIP costs the same time as a wrong password."""

    def authenticate(
        self, request: HttpRequest | None, username: str | None = None, password: str | None = None, **_: Any
    ) -> User | None:
        nip = plain_nip(username or "")
        user = User.objects.filter(nip=nip, is_active=True).first()
        if user is None:
            make_password(password)
            return None
        return user if user.check_password(password or "") else None

    def get_user(self, user_id: int) -> User | None:
        return User.objects.filter(pk=user_id, is_active=True).first()
