"""Through which channel somebody is told: the words of a mail or message, and how each is handed over.

Whether, when and to whom something goes is decided in `alur.actions.delivering`.
"""
