"""The application that a web server calls."""

import os

from django.core.wsgi import get_wsgi_application

from alur.config.sharing import share

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "alur.config.settings")
share(os.environ)
if os.environ.get("ALUR_PGBOUNCER") != "1":
    os.environ.setdefault("ALUR_STATEMENT_SECONDS", "30")  # a page never waits longer; commands and the worker may
application = get_wsgi_application()
