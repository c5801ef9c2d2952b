"""Where lines of the log go and how they look, from ALUR_LOG."""

from __future__ import annotations

from typing import Any

FORMS = {"text": "alur.web.log_lines.TextLines", "json": "alur.web.log_lines.JsonLines"}


def logging_of(form: str) -> dict[str, Any]:
    """Django's LOGGING. In JSON every request has a line; as text only slow ones and faults. Raises ValueError."""
    if form not in FORMS:
        raise ValueError(f'ALUR_LOG berisi "{form}"; tulislah text atau json.')
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"secrets": {"()": "alur.web.secret_addresses.HideSecretAddresses"}},
        "formatters": {"lines": {"()": FORMS[form]}},
        "handlers": {
            "console": {"class": "logging.StreamHandler", "filters": ["secrets"], "formatter": "lines"},
            "operator": {"class": "alur.web.log_lines.OperatorMail"},
        },
        "root": {"handlers": ["console", "operator"], "level": "WARNING"},
        "loggers": {
            "alur.request": {"level": "INFO" if form == "json" else "WARNING"},
            # Django has a mailer of its own for its loggers; ours on the root has heard of it already.
            "django": {"handlers": [], "level": "WARNING"},
            # httpx tells every address that it asks, and an address of the signing service may carry a NIK.
            "httpx": {"level": "WARNING"},
            "httpcore": {"level": "WARNING"},
            # A certificate that nobody here knows is told in a sentence, not with the library's traceback.
            "pyhanko": {"level": "ERROR"},
        },
    }
