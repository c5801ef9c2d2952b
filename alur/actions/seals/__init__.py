"""Segel: each day's record under one digest, made once a day, stamped and mailed; who may see it."""

from alur.actions.seals.making import enqueue_due, make_seals, may_see_seals, seal_day, seal_until

__all__ = ["enqueue_due", "make_seals", "may_see_seals", "seal_day", "seal_until"]
