"""The application that a web server calls."""

import os

from django.core.wsgi import get_wsgi_application

from alur.config.sharing import share

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "alur.config.settings")
share(os.environ)
application = get_wsgi_application()
