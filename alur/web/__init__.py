"""Pages: views, forms, templates, static files. No rules live here."""
