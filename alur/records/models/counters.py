"""Running numbers without gaps or doubles."""

from __future__ import annotations

from django.db import models


class CounterManager(models.Manager["Counter"]):
    def hold(self, name: str) -> Counter:
        """The counter's row, locked until the transaction ends."""
        counter, _ = self.select_for_update().get_or_create(name=name)
        return counter

    def next(self, name: str) -> int:
        """The next number under this name, from 1. It holds the counter's row until the transaction ends."""
        counter = self.hold(name)
        counter.value += 1
        counter.save(update_fields=["value"])
        return counter.value


class Counter(models.Model):
    name = models.CharField(max_length=120, primary_key=True)
    value = models.PositiveBigIntegerField(default=0)

    objects = CounterManager()

    def __str__(self) -> str:
        return f"{self.name} {self.value}"
