"""How Alur is deployed: settings, URLs, WSGI. Never what it does."""
