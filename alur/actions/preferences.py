"""What a person sets for oneself. It changes no record and needs no right."""

from __future__ import annotations

from alur.records.models import User

THEMES = ("", "light", "dark")


def set_theme(user: User, theme: str) -> User:
    """Keep the person's display: "light", "dark", or "" to follow the device. Any other word counts as ""."""
    user.theme = theme if theme in THEMES else ""
    user.save(update_fields=["theme"])
    return user
