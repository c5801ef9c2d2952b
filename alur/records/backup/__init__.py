"""Backups of the records: a copy of the database, the files beside it, and a manifest that proves both.

A place for backups holds generations (a folder each, named by its instant) and one pool of files that they share. What
is kept is written under another name and moved into place when it is whole, so a folder with a manifest is finished.
"""

from __future__ import annotations


class BackupRefused(Exception):
    """Why a backup was not made, is no good, or cannot be used here; its text is a sentence for the operator."""
