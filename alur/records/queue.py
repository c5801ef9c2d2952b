"""The Tasks backend that keeps tasks in the database: enqueued with the transaction, claimed with a lease, retried."""

from __future__ import annotations

from django_tasks.backends.base import BaseTaskBackend


class DatabaseBackend(BaseTaskBackend):
    pass
