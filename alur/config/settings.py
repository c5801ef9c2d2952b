"""Settings. Everything an office may change comes from the environment (docs/operator.md)."""

from __future__ import annotations

import os
import secrets
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured

from alur.config.databases import database_of
from alur.config.logs import logging_of
from alur.config.mailing import mail_of
from alur.config.notifying import defaults_of, webhook_of
from alur.config.storing import storage_of

ROOT = Path(__file__).resolve().parent.parent.parent
DATA = Path(os.environ.get("ALUR_DATA") or ROOT / "data").resolve()


def _secret_key() -> str:
    """ALUR_SECRET_KEY, else a key made once and kept in the data folder for the owner alone."""
    if key := os.environ.get("ALUR_SECRET_KEY"):
        return key
    path = DATA / "secret_key"
    if not path.exists():
        DATA.mkdir(parents=True, exist_ok=True)
        descriptor, whole = tempfile.mkstemp(dir=DATA)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(50))
        try:
            os.link(whole, path)  # two first starts at once: the first link wins, and nobody reads half a key
        except FileExistsError:
            pass
        os.unlink(whole)
    return path.read_text().strip()


SECRET_KEY = _secret_key()
DEBUG = False
DEMO = (DATA / "demo").exists()
PORT = int(os.environ.get("ALUR_PORT") or 8000)
ALLOWED_HOSTS = os.environ.get("ALUR_HOSTS", "127.0.0.1,localhost,[::1]").split(",")
IS_HTTPS = os.environ.get("ALUR_HTTPS", "") == "1"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django_htmx",
    "lucide",
    "csp",
    "alur.records",
    "alur.web",  # before allauth, whose templates bear some of the same names
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
]
MIDDLEWARE = [
    "alur.web.measuring.MeasuringMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "alur.web.headers.HeadersMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "alur.web.middleware.StandingMiddleware",
    "alur.web.signing_in.DoorMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "alur.web.reading.ReasonMiddleware",
]
ROOT_URLCONF = "alur.config.urls"
WSGI_APPLICATION = "alur.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "alur.web.context.office",
            ],
            "builtins": ["alur.web.templatetags.alur"],
        },
    }
]

DATABASES = {"default": database_of(os.environ, DATA)}

AUTH_USER_MODEL = "records.User"
AUTHENTICATION_BACKENDS = ["alur.web.login.NipBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "alur.actions.password_words.OfficeWords"},
]
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "inbox"
LOGOUT_REDIRECT_URL = "login"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_IDLE = int(os.environ.get("ALUR_IDLE_MINUTES") or 120) * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = IS_HTTPS
CSRF_COOKIE_SECURE = IS_HTTPS
CSRF_COOKIE_HTTPONLY = True
# Browsers take a __Host- cookie only over TLS, for the whole site and from this host alone.
SESSION_COOKIE_NAME = "__Host-alur-sesi" if IS_HTTPS else "alur-sesi"
CSRF_COOKIE_NAME = "__Host-alur-token" if IS_HTTPS else "alur-token"
SECURE_SSL_REDIRECT = IS_HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if IS_HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = IS_HTTPS
SECURE_HSTS_PRELOAD = IS_HTTPS
SECURE_REDIRECT_EXEMPT = [r"^sehat(/|$)", r"^metrik$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if IS_HTTPS else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "frame-src": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
    }
}

MFA_REQUIRED = [name.strip() for name in os.environ.get("ALUR_MFA_REQUIRED", "").split(",") if name.strip()]


def _read(read: Callable[[Mapping[str, str]], dict[str, Any]]) -> dict[str, Any]:
    try:
        return read(os.environ)
    except ValueError as error:
        raise ImproperlyConfigured(str(error)) from error


MAIL, WEBHOOK, NOTICE_DEFAULTS = _read(mail_of), _read(webhook_of), _read(defaults_of)
HAS_MAIL = bool(MAIL["host"])
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if HAS_MAIL else 'dummy'}.EmailBackend"
EMAIL_HOST, EMAIL_PORT = MAIL["host"], MAIL["port"]
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = MAIL["user"], MAIL["password"]
EMAIL_USE_TLS, EMAIL_USE_SSL = MAIL["way"] == "starttls", MAIL["way"] == "tls"
EMAIL_TIMEOUT = 20
OPERATOR_MAIL = [part.strip() for part in os.environ.get("ALUR_OPERATOR_MAIL", "").split(",") if part.strip()]
WATCH_TOKEN = os.environ.get("ALUR_WATCH_TOKEN", "")
SLOW_SECONDS = int(os.environ.get("ALUR_SLOW_MS") or 1000) / 1000
DEFAULT_FROM_EMAIL = os.environ.get("ALUR_EMAIL_FROM") or "alur@localhost"
SSO = {
    "url": os.environ.get("ALUR_SSO_URL", ""),
    "client": os.environ.get("ALUR_SSO_CLIENT", ""),
    "secret": os.environ.get("ALUR_SSO_SECRET", ""),
    "claim": os.environ.get("ALUR_SSO_NIP_CLAIM") or "nip",
    "name": os.environ.get("ALUR_SSO_NAME") or "SSO",
    "strong": [word.strip() for word in os.environ.get("ALUR_SSO_STRONG", "").split(",") if word.strip()],
}

SOCIALACCOUNT_ADAPTER = "alur.web.views.sso.OfficeAdapter"
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True}}
SOCIALACCOUNT_LOGIN_ON_GET = True  # a form that leads to another house is what form-action refuses
ACCOUNT_USER_MODEL_USERNAME_FIELD = "nip"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*"]
ACCOUNT_EMAIL_VERIFICATION = "none"

LANGUAGE_CODE = "id"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Jakarta"
USE_THOUSAND_SEPARATOR = False
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

STATIC_URL = "static/"
STATIC_ROOT = ROOT / "static"
FILES_ROOT = DATA / "files"


def _files() -> dict[str, Any]:
    try:
        return storage_of(os.environ.get("ALUR_STORAGE_URL", ""), FILES_ROOT)
    except ValueError as error:
        raise ImproperlyConfigured(str(error)) from error


STORAGES = {
    "default": _files(),
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
BACKUP_RECIPIENT = os.environ.get("ALUR_BACKUP_RECIPIENT", "")
BACKUP_HOURS = int(os.environ.get("ALUR_BACKUP_HOURS") or 26)
CLAMD = os.environ.get("ALUR_CLAMD", "")
UPLOAD_LIMIT = int(os.environ.get("ALUR_UPLOAD_MB") or 100) * 1024 * 1024
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "alur.web.uploads.CappedUploadHandler",
]
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000

PUBLIC_URL = os.environ.get("ALUR_URL", "").rstrip("/")
PROXIES = int(os.environ.get("ALUR_PROXIES") or IS_HTTPS)

TASKS = {"default": {"BACKEND": "alur.records.queue.DatabaseBackend"}}
PROBE_ALLOWED_HOSTS = [host for host in os.environ.get("ALUR_PROBE_HOSTS", "").split(",") if host]
PROBE_SECONDS = 10
OFFICE = {
    "name": os.environ.get("ALUR_OFFICE", "Biro Kepegawaian"),
    "parent": os.environ.get("ALUR_OFFICE_PARENT", "Kementerian Kesehatan"),
    "code": os.environ.get("ALUR_OFFICE_CODE", "4"),
    "place": os.environ.get("ALUR_OFFICE_PLACE", "Jakarta"),
    "address": os.environ.get("ALUR_OFFICE_ADDRESS", ""),
    "paper": os.environ.get("ALUR_PAPER", "a4").lower(),
    "classification": os.environ.get("ALUR_CLASSIFICATION", "OT.02.01"),
    "number_format": os.environ.get("ALUR_NUMBER_FORMAT", "{klasifikasi}/{unit}/{nomor}/{tahun}"),
}

SIGNATURE = {
    "adapter": os.environ.get("ALUR_SIGNATURE") or "off",
    "key": os.environ.get("ALUR_SIGNATURE_KEY", ""),
    "certificate": os.environ.get("ALUR_SIGNATURE_CERTIFICATE", ""),
    "module": os.environ.get("ALUR_SIGNATURE_MODULE", ""),
    "token": os.environ.get("ALUR_SIGNATURE_TOKEN", ""),
    "key_label": os.environ.get("ALUR_SIGNATURE_KEY_LABEL", ""),
    "secret": os.environ.get("ALUR_SIGNATURE_SECRET", ""),
    "secret_file": os.environ.get("ALUR_SIGNATURE_SECRET_FILE", ""),
    "tsa": os.environ.get("ALUR_SIGNATURE_TSA", ""),
    "roots": os.environ.get("ALUR_SIGNATURE_ROOTS", ""),
    "url": os.environ.get("ALUR_SIGNATURE_URL", ""),
    "ca": os.environ.get("ALUR_SIGNATURE_CA", ""),
    "user": os.environ.get("ALUR_SIGNATURE_USER", ""),
    "api": os.environ.get("ALUR_SIGNATURE_API") or "v2",
    "seconds": os.environ.get("ALUR_SIGNATURE_SECONDS") or "10",
}

SEAL_MAIL = [address.strip() for address in os.environ.get("ALUR_SEAL_MAIL", "").split(",") if address.strip()]
SEAL = {
    "tsa": os.environ.get("ALUR_TSA_URL", ""),
    "roots": os.environ.get("ALUR_TSA_ROOTS") or SIGNATURE["roots"],
    "seconds": "20",
}


def _logging() -> dict[str, Any]:
    try:
        return logging_of(os.environ.get("ALUR_LOG") or "text")
    except ValueError as error:
        raise ImproperlyConfigured(str(error)) from error


LOGGING = _logging()
