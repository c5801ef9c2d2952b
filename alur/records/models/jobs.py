"""Work that waits for a worker. The queue's rules (claim, lease, retry) are in `alur.records.queue`."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class JobState(models.TextChoices):
    READY = "siap", "Siap"
    RUNNING = "berjalan", "Berjalan"
    DONE = "selesai", "Selesai"
    DEAD = "gagal", "Gagal"
    SET_ASIDE = "diabaikan", "Diabaikan"


class Job(models.Model):
    """One task to run at least once. `lease_until` lets another worker take over when the first one died."""

    id = models.CharField(max_length=36, primary_key=True)
    task = models.CharField(max_length=200)
    args = models.JSONField(default=list)
    kwargs = models.JSONField(default=dict)
    queue = models.CharField(max_length=40, default="default")
    priority = models.SmallIntegerField(default=0)
    state = models.CharField(max_length=10, choices=JobState.choices, default=JobState.READY)
    attempts = models.PositiveIntegerField(default=0)
    run_after = models.DateTimeField()
    lease_until = models.DateTimeField(null=True, blank=True)
    enqueued_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    worker = models.CharField(max_length=80, blank=True)
    result = models.JSONField(null=True, blank=True)
    error = models.TextField(blank=True)

    class Meta:
        ordering = ["-priority", "run_after", "pk"]
        indexes = [
            models.Index(fields=["state", "run_after"], name="job_waiting", condition=~Q(state="selesai")),
            models.Index(fields=["finished_at"], name="job_dead", condition=Q(state="gagal")),
        ]

    def __str__(self) -> str:
        return f"{self.task} {self.state}"


class Heartbeat(models.Model):
    """When a worker was last seen alive."""

    worker = models.CharField(max_length=80, primary_key=True)
    seen_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.worker
