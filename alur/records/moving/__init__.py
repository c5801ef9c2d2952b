"""Moves all records from the database of the settings into another, empty one, of the same kind or not.

Values go through the models' fields, which know how each database keeps a truth value, an instant or JSON. Both sides
are then compared table by table, by a digest of every row that does not depend on the order of rows.
"""

from __future__ import annotations

from alur.records.moving.copying import Moved, move
from alur.records.moving.refusing import why_not_move

__all__ = ["Moved", "move", "why_not_move"]
