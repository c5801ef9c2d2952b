"""The limit: the least that a Django application can do for the same pages, in one file. The rest is Alur's own.

ORM, templates and a session log-in; one indexed query a page: fifty rows of mine, a case with its history, fifty hits
of one word, and a POST of three inserts and one update. LIMIT_DATABASE is the URL of its database.
"""

from __future__ import annotations

import os
from typing import Any

import dj_database_url
import django
from django.conf import settings
from django.core.wsgi import get_wsgi_application

DATABASE = os.environ["LIMIT_DATABASE"]
DURABLE = "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA cache_size=-32000;"
PAGE = 50

TEMPLATES = {
    "base": """<!doctype html><html lang="id"><head><meta charset="utf-8"><title>{% block title %}{% endblock %}</title>
<link rel="stylesheet" href="/s.css"></head><body><header>{{ user.username }}</header>
<main>{% block content %}{% endblock %}</main></body></html>""",
    "inbox": """{% extends "base" %}{% block title %}Tugas{% endblock %}{% block content %}<table>
{% for visit in visits %}<tr><td><a href="/case/{{ visit.case.number }}/">{{ visit.case.title }}</a></td>
<td>{{ visit.case.number }}</td><td>{{ visit.case.unit }}</td><td>{{ visit.step }}</td><td>{{ visit.round }}</td>
<td>{{ visit.due_at|date:"j F Y, H.i" }}</td></tr>{% endfor %}</table>{% endblock %}""",
    "case": """{% extends "base" %}{% block title %}{{ case.number }}{% endblock %}{% block content %}
<h1>{{ case.title }}</h1>
<p>{{ case.unit }}, {{ case.opened_at|date:"j F Y, H.i" }}</p>
<form method="post" action="/case/{{ case.number }}/step/">{% csrf_token %}<textarea name="note"></textarea>
<button>Simpan</button></form><table>{% for entry in entries %}<tr><td>{{ entry.at|date:"j F Y, H.i" }}</td>
<td>{{ entry.kind }}</td><td>{{ entry.by.username }}</td><td>{{ entry.acting_as }}</td></tr>{% endfor %}</table>
{% endblock %}""",
    "search": """{% extends "base" %}{% block title %}Cari{% endblock %}{% block content %}<table>
{% for case in cases %}<tr><td><a href="/case/{{ case.number }}/">{{ case.title }}</a></td><td>{{ case.number }}</td>
<td>{{ case.unit }}</td><td>{{ case.opened_at|date:"j F Y, H.i" }}</td></tr>{% endfor %}</table>{% endblock %}""",
    "login": """<form method="post">{% csrf_token %}{{ form }}</form>""",
}

settings.configure(
    SECRET_KEY="only-for-measuring" * 3,
    ALLOWED_HOSTS=["127.0.0.1"],
    ROOT_URLCONF=__name__,
    INSTALLED_APPS=["django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions"],
    MIDDLEWARE=[
        "django.middleware.security.SecurityMiddleware",
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
    ],
    TEMPLATES=[
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "OPTIONS": {
                "loaders": [("django.template.loaders.locmem.Loader", TEMPLATES)],
                "context_processors": [
                    "django.template.context_processors.request",
                    "django.contrib.auth.context_processors.auth",
                ],
            },
        }
    ],
    DATABASES={"default": dj_database_url.parse(DATABASE, conn_max_age=60)},
    PASSWORD_HASHERS=["django.contrib.auth.hashers.Argon2PasswordHasher"],
    LOGIN_URL="/login/",
    LOGIN_REDIRECT_URL="/",
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    LANGUAGE_CODE="id",
    USE_TZ=True,
    TIME_ZONE="Asia/Jakarta",
)
if DATABASE.startswith("sqlite"):
    settings.DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": DURABLE,
    }
django.setup()

from django.contrib.auth.decorators import login_required  # noqa: E402
from django.contrib.auth.models import User  # noqa: E402
from django.contrib.auth.views import LoginView  # noqa: E402
from django.db import connection, models, transaction  # noqa: E402
from django.http import HttpRequest, HttpResponse  # noqa: E402
from django.shortcuts import get_object_or_404, redirect, render  # noqa: E402
from django.urls import path  # noqa: E402
from django.utils import timezone  # noqa: E402


class Case(models.Model):
    number = models.CharField(max_length=40, unique=True)
    title = models.CharField(max_length=300)
    unit = models.CharField(max_length=200)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        app_label = "limit"


class Visit(models.Model):
    case = models.ForeignKey(Case, models.PROTECT, related_name="visits")
    number = models.PositiveIntegerField()
    step = models.CharField(max_length=60)
    round = models.PositiveIntegerField(default=1)
    holder = models.ForeignKey(User, models.PROTECT, null=True)
    opened_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        app_label = "limit"
        indexes = [models.Index(fields=["holder", "due_at"], name="mine", condition=models.Q(closed_at=None))]


class Entry(models.Model):
    case = models.ForeignKey(Case, models.PROTECT, related_name="entries")
    number = models.PositiveIntegerField()
    at = models.DateTimeField()
    kind = models.CharField(max_length=30)
    by = models.ForeignKey(User, models.PROTECT, null=True)
    acting_as = models.CharField(max_length=300)
    note = models.TextField()

    class Meta:
        app_label = "limit"


class Paper(models.Model):
    case = models.ForeignKey(Case, models.PROTECT, related_name="papers")
    name = models.CharField(max_length=200)
    made_at = models.DateTimeField()

    class Meta:
        app_label = "limit"


MODELS: tuple[type[models.Model], ...] = (Case, Visit, Entry, Paper)


@login_required
def inbox(request: HttpRequest) -> HttpResponse:
    mine = Visit.objects.filter(holder=request.user.pk, closed_at=None).select_related("case").order_by("due_at")
    return render(request, "inbox", {"visits": mine[:PAGE]})


@login_required
def case(request: HttpRequest, number: str) -> HttpResponse:
    found = get_object_or_404(Case, number=number)
    entries = Entry.objects.filter(case=found).select_related("by").order_by("-number")[:PAGE]
    return render(request, "case", {"case": found, "entries": entries})


@login_required
def step(request: HttpRequest, number: str) -> HttpResponse:
    with transaction.atomic():
        at = timezone.now()
        visit = (
            Visit.objects.select_for_update(of=("self",))
            .select_related("case")
            .get(case__number=number, closed_at=None)
        )
        Visit.objects.filter(pk=visit.pk).update(closed_at=at)
        Visit.objects.create(
            case=visit.case, number=visit.number + 1, step="berikut", holder=visit.holder, opened_at=at, due_at=at
        )
        note = request.POST["note"]
        Entry.objects.create(
            case=visit.case, number=visit.number + 50, at=at, kind="performed", by_id=request.user.pk, note=note
        )
        Paper.objects.create(case=visit.case, name="Lembar hasil", made_at=at)
    return redirect(f"/case/{number}/")


@login_required
def search(request: HttpRequest) -> HttpResponse:
    word = request.GET["q"]
    if connection.vendor == "sqlite":
        found = Case.objects.extra(where=["id IN (SELECT rowid FROM words WHERE words MATCH %s)"], params=[word])
    else:
        found = Case.objects.extra(
            where=["id IN (SELECT id FROM words WHERE line @@ to_tsquery('simple', %s))"], params=[word]
        )
    return render(request, "search", {"cases": found.order_by("-id")[:PAGE]})


urlpatterns = [
    path("", inbox),
    path("login/", LoginView.as_view(template_name="login")),
    path("search/", search),
    path("case/<str:number>/", case),
    path("case/<str:number>/step/", step),
]
application: Any = get_wsgi_application()
