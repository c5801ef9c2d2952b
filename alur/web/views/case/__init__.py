"""The page of one case: shown, acted on, and its deadlines explained. One view takes every act of every step."""

from alur.web.views.case.acting import step
from alur.web.views.case.showing import case, reckoning, reckoning_json

__all__ = ["case", "reckoning", "reckoning_json", "step"]
