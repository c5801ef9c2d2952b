"""Keeps the secret part of addresses out of the log: what is written down there opens doors for whoever reads it."""

from __future__ import annotations

import logging
import re

SECRET = re.compile(r"(/+(?:tenggat|mulai|kata-sandi/+baru)/+)[^/\s\"'?]+", re.IGNORECASE)


class HideSecretAddresses(logging.Filter):
    """Replaces the secret in every line that names such an address; the line itself stays."""

    def filter(self, record: logging.LogRecord) -> bool:
        text = record.getMessage()
        if SECRET.search(text):
            record.msg, record.args = SECRET.sub(r"\1…", text), None
        return True
