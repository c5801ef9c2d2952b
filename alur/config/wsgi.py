"""The application that a web server calls."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "alur.config.settings")

from alur.config import settings  # noqa: E402 - after the line above
from alur.config.sharing import share  # noqa: E402

share(os.environ, settings.DATA)
application = get_wsgi_application()
