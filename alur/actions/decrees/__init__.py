"""Decrees about the working calendar: proposed, previewed, decided; open deadlines follow, closed results stay."""

from alur.actions.decrees.deciding import (
    decide_decree,
    may_decide,
    may_propose,
    may_reject,
    propose_decree,
    reject_decree,
)
from alur.actions.decrees.replanning import Move, closed_count, continue_replanning, moves_of
from alur.actions.decrees.resuming import may_resume, resume_replanning
from alur.actions.decrees.revising import known_services, revise
from alur.actions.decrees.revision import Revision
from alur.actions.decrees.values import DecreeValues, LineValues, lines_of
from alur.actions.decrees.weekly import read_week, week_faults, write_week

__all__ = [
    "DecreeValues",
    "LineValues",
    "Move",
    "Revision",
    "closed_count",
    "continue_replanning",
    "decide_decree",
    "known_services",
    "lines_of",
    "may_decide",
    "may_propose",
    "may_reject",
    "may_resume",
    "moves_of",
    "propose_decree",
    "read_week",
    "reject_decree",
    "resume_replanning",
    "revise",
    "week_faults",
    "write_week",
]
