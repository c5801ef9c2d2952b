"""Everything a person (or the clock) can do. The only writer of records."""

from alur.actions.asking import why_not
from alur.actions.drafts import attach, detach, save_draft
from alur.actions.endings import cancel, withdraw
from alur.actions.hands import assign, mark_seen, recall
from alur.actions.letters import LetterValues, open_case, register
from alur.actions.pauses import PauseValues, pause, resume
from alur.actions.probing import request_probe
from alur.actions.publishing import publish
from alur.actions.refusal import Refused
from alur.actions.situation import Situation, situation_of
from alur.actions.steps import Outcome, perform
from alur.actions.voiding import void_paper

__all__ = [
    "LetterValues",
    "Outcome",
    "PauseValues",
    "Refused",
    "Situation",
    "assign",
    "attach",
    "cancel",
    "detach",
    "mark_seen",
    "open_case",
    "pause",
    "perform",
    "publish",
    "recall",
    "register",
    "request_probe",
    "resume",
    "save_draft",
    "situation_of",
    "void_paper",
    "why_not",
    "withdraw",
]
